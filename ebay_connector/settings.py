"""Every setting, its default and its meaning. Read from the environment and from `.env`."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Environment = Literal["production", "sandbox", "emulator"]


class Settings(BaseSettings):
    """One field is one environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    # Where it runs
    host: str = Field("127.0.0.1", description="Address the web server listens on; 0.0.0.0 in a container.")
    port: int = Field(8000, description="Port of the web server.")
    data_dir: Path = Field(Path(".data"), description="Embedded Postgres, generated keys and local files.")
    public_url: str | None = Field(
        None, description="Address people use, such as https://shop.example; makes cookies Secure when https."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least level logged.")
    log_format: Literal["auto", "json", "console"] = Field(
        "auto", description="`auto` writes for people on a terminal and JSON lines elsewhere."
    )

    # Database
    database_url: SecretStr | None = Field(
        None, description="Postgres 15 or newer; may be a transaction pooler. Unset: embedded Postgres."
    )
    database_direct_url: SecretStr | None = Field(
        None, description="Postgres without a pooler, for migrations and LISTEN. Defaults to DATABASE_URL."
    )
    database_pool_size: int = Field(5, ge=2, description="Connections per process.")
    database_connect_timeout: int = Field(10, ge=1, description="Seconds to wait for a new connection.")
    database_pool_timeout: float = Field(30, gt=0, description="Seconds to wait for a free connection.")
    database_max_lifetime: float = Field(3600, gt=0, description="Seconds after which a connection is replaced.")
    migration_attempts: int = Field(3, ge=0, description="Retries of a migration after a lost connection.")
    migration_backoff: float = Field(2, gt=0, description="Seconds before the first retry; doubles each time.")
    migration_lock_timeout: float = Field(
        10, gt=0, description="Seconds a migration waits for a table lock before it gives way and retries."
    )

    # Keys and sign-in
    secret_key: SecretStr | None = Field(
        None, description="Signs access tokens; 32 characters or more. Generated in DATA_DIR when unset and embedded."
    )
    token_keys: SecretStr | None = Field(
        None,
        description="Fernet keys that encrypt eBay tokens, comma separated: the first encrypts, all decrypt. "
        "Generated in DATA_DIR when unset and embedded.",
    )
    access_token_minutes: int = Field(15, ge=1, description="Life of a Bearer token.")
    session_days: int = Field(14, ge=1, description="Life of a browser session without use.")
    admin_email: str | None = Field(None, description="E-mail address of the first user.")
    admin_password: SecretStr | None = Field(None, description="Password of the first user.")

    # eBay
    ebay_production_client_id: str | None = Field(None, description="App ID (Client ID) of the production keyset.")
    ebay_production_client_secret: SecretStr | None = Field(None, description="Cert ID of the production keyset.")
    ebay_production_runame: str | None = Field(None, description="RuName of the production keyset.")
    ebay_sandbox_client_id: str | None = Field(None, description="App ID (Client ID) of the sandbox keyset.")
    ebay_sandbox_client_secret: SecretStr | None = Field(None, description="Cert ID of the sandbox keyset.")
    ebay_sandbox_runame: str | None = Field(None, description="RuName of the sandbox keyset.")
    emulator_url: str | None = Field(None, description="Address of the local eBay, such as http://127.0.0.1:8100.")
    emulator_port: int = Field(8100, description="Port on which `serve --demo` starts the local eBay.")
    ebay_request_timeout: float = Field(60, gt=0, description="Seconds one eBay request may take.")
    ebay_retry_attempts: int = Field(5, ge=0, description="Retries of one eBay request that may succeed later.")
    ebay_retry_base: float = Field(0.5, gt=0, description="Seconds before the first retry; doubles, with jitter.")

    # Sync
    worker_concurrency: int = Field(4, ge=1, description="Runs that one worker process does at the same time.")
    worker_heartbeat: float = Field(
        10, gt=0, description="Seconds between a worker's signs of life; after three missed ones its runs are taken over."
    )
    worker_poll: float = Field(0.5, gt=0, description="Seconds between looks for new and stopped runs without LISTEN.")
    sync_every_minutes: int = Field(15, ge=1, description="Default interval of a stream's schedule.")
    sync_pages_in_flight: int = Field(24, ge=1, description="Pages of one run requested ahead of the database.")
    sync_writers: int = Field(2, ge=1, description="Pages of one run written at the same time.")


@lru_cache
def get_settings() -> Settings:
    """The process's settings, read once."""
    return Settings()
