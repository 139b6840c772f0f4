"""Names that are like a setting's: which are taken for mistyped, and which for another program's."""

import os

import pytest

from ebay_connector.mistyped import mistyped
from ebay_connector.settings import Settings

KNOWN = Settings.model_fields
OF_OTHERS = """
_ HOME HOSTNAME HOSTTYPE HOSTS LANG LC_ALL LOGNAME OLDPWD PATH PORTS PS1 PWD SHELL SHLVL TERM TMPDIR TZ USER USERNAME
http_proxy HTTPS_PROXY no_proxy DEBIAN_FRONTEND GPG_KEY PYTHON_VERSION PYTHON_SHA256 PYTHONPATH NODE_ENV WEB_CONCURRENCY
PGDATA PGDATABASE PGHOST PGPASSWORD PGPORT PGUSER POSTGRES_DB POSTGRES_PASSWORD POSTGRES_USER TEST_DATABASE_URL
DATABASE_HOST DATABASE_NAME DATABASE_PASSWORD DATABASE_PORT DATABASE_USER DATABASE_PUBLIC_URL DATABASE_PRIVATE_URL
DATABASE_URL_UNPOOLED DATABASE_URL_OLD DATABASE_CONNECTION_POOL_URL REDIS_URL SQLALCHEMY_DATABASE_URI JWT_SECRET_KEY
DJANGO_SECRET_KEY SECRET_KEY_BASE SECRET_KEY_2 AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SECRET_KEY GITHUB_TOKEN
PGADMIN_PASSWORD KC_ADMIN_PASSWORD RUST_LOG_LEVEL REACT_APP_PUBLIC_URL XDG_DATA_DIRS XDG_DATA_HOME DOCKER_HOST
RAILWAY_ENVIRONMENT RAILWAY_ENVIRONMENT_ID RAILWAY_GIT_COMMIT_SHA RAILWAY_PRIVATE_DOMAIN RAILWAY_PROJECT_ID
RAILWAY_PUBLIC_DOMAIN RAILWAY_SERVICE_ID RAILWAY_STATIC_URL RAILWAY_TCP_PROXY_PORT RAILWAY_VOLUME_MOUNT_PATH
KUBERNETES_PORT KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT POSTGRES_PORT_5432_TCP
""".lower().split()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DATABASE_URI", "DATABASE_URL"),
        ("DATABSE_URL", "DATABASE_URL"),
        ("DATABASEURL", "DATABASE_URL"),
        ("DATABASE_DIRECTURL", "DATABASE_DIRECT_URL"),
        ("SECRETKEY", "SECRET_KEY"),
        ("TOKEN_KEY", "TOKEN_KEYS"),
        ("LOGLEVEL", "LOG_LEVEL"),
        ("DATADIR", "DATA_DIR"),
        ("PUBLIC_URI", "PUBLIC_URL"),
        ("ADMIN_MAIL", "ADMIN_EMAIL"),
        ("EBAY_PRODUCTION_RU_NAME", "EBAY_PRODUCTION_RUNAME"),
    ],
)
def test_a_slip_is_found_unless_the_setting_is_given_too(name: str, meant: str) -> None:
    found = name.lower(), meant.lower()
    assert list(mistyped([found[0]], KNOWN, given=())) == [found]
    assert list(mistyped([found[0]], KNOWN, given=[found[1]])) == []


def test_settings_and_what_is_of_other_programs_is_left_alone() -> None:
    assert list(mistyped(OF_OTHERS, KNOWN, given=())) == []
    assert list(mistyped(KNOWN, KNOWN, given=())) == []
    assert list(mistyped([name.lower() for name in os.environ], KNOWN, given=())) == []
