"""Query parameters that say how a reader came to a page and change nothing on it."""

from __future__ import annotations

# Begins of names. Each is documented by the tool that adds it, and by none as naming content.
PREFIXES = (
    "utm_",  # Google Analytics, and most others after it
    "mtm_", "matomo_", "pk_", "piwik_",  # Matomo, once Piwik
    "at_",  # Piano Analytics, once AT Internet
    "hsa_", "__hs", "_hs",  # HubSpot
    "wt_", "wt.",  # Webtrekk and Webtrends
    "ns_",  # comScore: ns_mchannel, ns_source, ns_campaign, ns_linkname, ns_fee
    "guce_",  # Yahoo's page that asks for consent
    "oly_",  # Omeda newsletters
    "ml_subscriber",  # MailerLite
    "vero_",  # Vero newsletters
)  # fmt: skip

NAMES = frozenset(
    (
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "srsltid", "_ga", "_gl",  # Google Ads and Analytics
        "fbclid", "mibextid", "igsh", "igshid",  # Facebook and Instagram
        "msclkid",  # Microsoft Advertising
        "twclid", "ref_src", "ref_url", "__twitter_impression",  # Twitter, also in what it embeds
        "ttclid", "li_fat_id", "epik", "rdt_cid", "sccid",  # TikTok, LinkedIn, Pinterest, Reddit, Snapchat
        "yclid", "ymclid", "ysclid", "_openstat",  # Yandex
        "mc_cid", "mc_eid",  # Mailchimp
        "mkt_tok",  # Marketo
        "hsctatracking",  # HubSpot
        "ck_subscriber_id", "__s", "dm_i", "wickedid",  # ConvertKit, Drip, Dotdigital, Wicked Reports
        "xtor",  # AT Internet, in the feeds of many French outlets
        "s_cid", "icid", "s_kwcid", "ef_id",  # Adobe Analytics and Advertising
        "cmpid", "ncid", "tblci",  # campaign names of several newspaper systems; Taboola
        "irclickid", "cjevent", "sscid", "rb_clickid",  # affiliate networks
        "guccounter",  # Yahoo's page that asks for consent
        "spm",  # Alibaba
    )
)  # fmt: skip


def is_tracking(name: str) -> bool:
    """Whether a query parameter of this name only follows the reader; capitals do not matter."""
    name = name.lower()
    return name in NAMES or name.startswith(PREFIXES)
