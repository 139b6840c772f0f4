"""Every setting, its default and its meaning. Read from the environment and from `.env`."""

import base64
import ipaddress
import json
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ebay_connector.mistyped import mistyped, names_given
from ebay_connector.postgres_url import postgres_url
from ebay_connector.web_url import web_url

Environment = Literal["production", "sandbox", "emulator"]

MAKE_A_KEY = 'python3 -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"'
SHORTEST_SECRET = 32


class SettingsError(Exception):
    """A setting that is missing or unsafe; `str(error)` says which, and what to do."""


@lru_cache
def parse_networks(text: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """The networks of a comma-separated list; an address is a network of one."""
    return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())


class Settings(BaseSettings):
    """One field is one environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    # Where it runs
    host: str = Field("127.0.0.1", description="Address the web server listens on; 0.0.0.0 in a container.")
    port: int = Field(8000, ge=1, le=65535, description="Port of the web server.")
    data_dir: Path = Field(Path(".data"), description="Embedded Postgres, generated keys and local files.")
    public_url: str | None = Field(
        None, description="Address people use, such as https://shop.example; makes cookies Secure when https."
    )
    trusted_proxies: str = Field(
        "",
        description="Addresses and networks of the proxies in front, comma separated, such as 10.0.0.0/8: what they "
        "say of the client's address (X-Forwarded-For) is believed when failed sign-ins are slowed down.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least level logged.")
    log_format: Literal["auto", "json", "console"] = Field(
        "auto", description="`auto` writes for people on a terminal and JSON lines elsewhere."
    )

    # Database
    database_url: SecretStr | None = Field(
        None,
        description="Postgres 15 or newer, as postgresql://user:password@host:5432/name, with `@ : / # ? %` in the "
        "password percent-encoded; may be a transaction pooler. Unset: embedded Postgres.",
    )
    database_direct_url: SecretStr | None = Field(
        None, description="Postgres without a pooler, for migrations and LISTEN. Defaults to DATABASE_URL."
    )
    database_pool_size: int = Field(5, ge=2, description="Connections per process.")
    database_connect_timeout: int = Field(10, ge=1, description="Seconds to wait for a new connection.")
    database_pool_timeout: float = Field(30, gt=0, description="Seconds to wait for a free connection.")
    database_max_lifetime: float = Field(3600, gt=0, description="Seconds after which a connection is replaced.")
    migration_attempts: int = Field(3, ge=0, description="Retries of a migration after a lost connection.")
    migration_backoff: float = Field(2, gt=0, description="Seconds before the first retry; doubles up to a minute.")
    migration_lock_timeout: float = Field(
        10, gt=0, description="Seconds a migration waits for a table lock before it gives way and retries."
    )

    # Keys and sign-in
    secret_key: SecretStr | None = Field(
        None,
        description="Signs access tokens; 32 characters or more. Generated in DATA_DIR when unset and embedded.",
    )
    token_keys: SecretStr | None = Field(
        None,
        description="Fernet keys that encrypt eBay tokens, comma separated: the first encrypts, all decrypt. "
        "Generated in DATA_DIR when unset and embedded.",
    )
    access_token_minutes: int = Field(15, ge=1, description="Life of a Bearer token.")
    session_days: int = Field(14, ge=1, description="Life of a browser session without use.")
    metrics_token: SecretStr | None = Field(
        None,
        description="Bearer token by which a Prometheus elsewhere reads /metrics, and nothing else; "
        "32 characters or more.",
    )
    admin_email: str | None = Field(None, description="E-mail address of the first user.")
    admin_password: SecretStr | None = Field(None, description="Password of the first user; 8 characters or more.")

    # eBay
    ebay_production_client_id: str | None = Field(None, description="App ID (Client ID) of the production keyset.")
    ebay_production_client_secret: SecretStr | None = Field(None, description="Cert ID of the production keyset.")
    ebay_production_runame: str | None = Field(None, description="RuName of the production keyset.")
    ebay_sandbox_client_id: str | None = Field(None, description="App ID (Client ID) of the sandbox keyset.")
    ebay_sandbox_client_secret: SecretStr | None = Field(None, description="Cert ID of the sandbox keyset.")
    ebay_sandbox_runame: str | None = Field(None, description="RuName of the sandbox keyset.")
    emulator_url: str | None = Field(None, description="Address of the local eBay, such as http://127.0.0.1:8100.")
    emulator_port: int = Field(8100, ge=1, le=65535, description="Port on which `serve --demo` starts the local eBay.")
    ebay_request_timeout: float = Field(60, gt=0, description="Seconds one eBay request may take.")
    ebay_retry_attempts: int = Field(5, ge=0, description="Retries of one eBay request that may succeed later.")
    ebay_retry_base: float = Field(0.5, gt=0, description="Seconds before the first retry; doubles, with jitter.")

    # Sync
    worker_concurrency: int = Field(4, ge=1, description="Runs that one worker process does at the same time.")
    worker_heartbeat: float = Field(
        10,
        gt=0,
        description="Seconds between a worker's signs of life; after three missed ones its runs are taken over.",
    )
    worker_poll: float = Field(0.5, gt=0, description="Seconds between looks for new and stopped runs without LISTEN.")
    sync_every_minutes: int = Field(15, ge=1, description="Default interval of a stream's schedule.")
    sync_pages_in_flight: int = Field(
        32,
        ge=1,
        description="Most pages of a run asked for at the same time, ahead of the database; of single records "
        "twice as many; fewer when they are large, so that 64 MB hold them.",
    )
    sync_writers: int = Field(4, ge=1, description="Pages of one run written at the same time.")

    @property
    def demo_emulator_url(self) -> str:
        """Where `serve --demo` has the local eBay."""
        return f"http://127.0.0.1:{self.emulator_port}"

    @field_validator("database_url", "database_direct_url")
    @classmethod
    def _postgres(cls, value: SecretStr | None) -> SecretStr | None:
        return value and SecretStr(postgres_url(value.get_secret_value()))

    @field_validator("data_dir")
    @classmethod
    def _folder(cls, value: Path) -> Path:
        if os.path.exists(value) and not os.path.isdir(value):  # noqa: PTH110, PTH112 - Path's raise in closed folders
            raise ValueError(f"must be a folder, and {value} is a file")
        return value

    @field_validator("public_url", "emulator_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        return value and web_url(value)

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        try:
            parse_networks(value)
        except ValueError:
            raise ValueError("must be addresses or networks, separated by commas, such as 10.0.0.0/8") from None
        return value

    @field_validator("secret_key", "metrics_token")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"must have {SHORTEST_SECRET} characters or more; make one with: {MAKE_A_KEY}")
        return value

    @field_validator("token_keys")
    @classmethod
    def _fernet(cls, value: SecretStr | None) -> SecretStr | None:
        for key in value.get_secret_value().split(",") if value is not None else []:
            if not _is_fernet_key(key.strip()):
                raise ValueError(f"must be Fernet keys, separated by commas; make one with: {MAKE_A_KEY}")
        return value


@lru_cache
def get_settings() -> Settings:
    """The process's settings, read once; raises SettingsError with a sentence for each thing to mend."""
    return load_settings()


def load_settings(*, must_exist: bool = False, **values: Any) -> Settings:
    """Reads the settings, refuses what is wrong or unsafe, and makes the keys of an embedded installation.

    `must_exist`: nothing is made, and where there is no installation, that is said.
    """
    settings = _read(values)
    _refuse_slips(settings, names_given(Settings, values.get("_env_file", ".env")))
    if must_exist and settings.database_url is None and not (settings.data_dir / "postgres").exists():
        raise SettingsError(
            f"Nothing has been started in {settings.data_dir.resolve()} yet. "
            "Set DATA_DIR to the folder of your installation, or start one there: ebay-connector serve."
        )
    if settings.secret_key and settings.token_keys:
        return settings
    if settings.database_url is not None:
        missing = [name.upper() for name in ("secret_key", "token_keys") if getattr(settings, name) is None]
        raise SettingsError(
            f"{' and '.join(missing)} must be set when DATABASE_URL is: make each with {MAKE_A_KEY} and keep "
            "TOKEN_KEYS safe, as nobody can read the stored eBay tokens without it."
        )
    try:
        return settings.model_copy(update=_local_keys(settings, keep=not must_exist))
    except OSError as error:
        raise SettingsError(
            f"The data folder {settings.data_dir} cannot be used ({error.strerror}): make it writable for this "
            "user or set DATA_DIR."
        ) from None


def _read(values: dict[str, Any]) -> Settings:
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(" ".join(_sentence(dict(problem)) for problem in error.errors())) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{Path('.env').absolute()} is not UTF-8 text: save it as UTF-8.") from None
    except OSError as error:
        raise SettingsError(
            f"{Path('.env').absolute()} cannot be read ({error.strerror}): make it readable or remove it."
        ) from None


def _refuse_slips(settings: Settings, names: set[str]) -> None:
    """Refuses what would start an embedded database, or take a default, against what was meant."""
    found = mistyped(names, Settings.model_fields, settings.model_fields_set)
    slips = [
        f"{name} is no setting: did you mean {meant}? Rename it, or set {meant} too if another program needs {name}."
        for name, meant in ((name.upper(), meant.upper()) for name, meant in found)
    ]
    if settings.database_url is None and "database_url" in names:
        slips.append("DATABASE_URL is empty: set it to your database's address, or remove it to use the embedded one.")
    if settings.database_url is None and settings.database_direct_url is not None:
        slips.append("DATABASE_DIRECT_URL is set without DATABASE_URL: set both, or neither to use the embedded one.")
    if slips:
        raise SettingsError(" ".join(slips))


def _sentence(problem: dict[str, Any]) -> str:
    name = str(problem["loc"][0]).upper() if problem["loc"] else "The settings"
    context = problem.get("ctx", {})
    kinds = {
        "int_parsing": "must be a whole number",
        "float_parsing": "must be a number",
        "greater_than_equal": f"must be {context.get('ge')} or more",
        "greater_than": f"must be more than {context.get('gt')}",
        "less_than_equal": f"must be {context.get('le')} or less",
        "literal_error": f"must be one of {context.get('expected')}",
        "value_error": str(context.get("error")),
    }
    return f"{name} {kinds.get(problem['type'], 'is wrong: ' + str(problem['msg']))}."


def _is_fernet_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key.encode(), altchars=b"-_", validate=True)) == 32
    except ValueError:
        return False


def _local_keys(settings: Settings, *, keep: bool) -> dict[str, SecretStr]:
    """The keys kept in DATA_DIR, made at the first start; those set in the environment win."""
    file = settings.data_dir / "keys.json"
    made = {"secret_key": secrets.token_urlsafe(48), "token_keys": _new_fernet_key()}
    if not file.exists():
        if settings.token_keys is None and (settings.data_dir / "postgres").exists():
            raise SettingsError(
                f"{file}, which holds the key of the stored eBay tokens, is missing: put it back from your "
                f"backup, or set TOKEN_KEYS (make a key with {MAKE_A_KEY}) and connect the accounts again."
            )
        if keep:
            _keep(file, made)
    try:
        found = json.loads(file.read_text()) if file.exists() else made
        kept = {name: SecretStr(value) for name, value in found.items()}
    except ValueError:
        raise SettingsError(f"{file} cannot be read: put it back from your backup.") from None
    return {name: getattr(settings, name) or kept[name] for name in ("secret_key", "token_keys")}


def _new_fernet_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def _keep(file: Path, keys: dict[str, str]) -> None:
    """Writes the file whole, readable by us alone; of two processes at once the first one's keys stay."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(keys))
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
