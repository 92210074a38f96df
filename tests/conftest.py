"""What all tests share: property tests find the same examples on every machine."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "dateline",
    derandomize=True,
    deadline=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("dateline")
