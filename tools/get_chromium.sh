#!/bin/sh
# Debian's Chromium for the tests in a browser, where it is missing and may be installed. They say so where it is not.
command -v chromium >/dev/null || command -v chromium-browser >/dev/null && exit 0
command -v apt-get >/dev/null || { echo "No chromium: the tests in a browser are skipped."; exit 0; }
if [ "$(id -u)" = 0 ]; then sudo=; elif sudo -n true 2>/dev/null; then sudo="sudo -n"; else
  echo "No chromium, and it may not be installed: the tests in a browser are skipped."; exit 0
fi
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get -qq update && $sudo apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core >/dev/null \
  || echo "Chromium could not be installed: the tests in a browser are skipped."
