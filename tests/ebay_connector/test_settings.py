"""Settings: what is refused, in which words, and the keys of an embedded installation."""

import json
import os
from pathlib import Path

import pytest

from ebay_connector.settings import Settings, SettingsError, load_settings

KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
POSTGRES = "postgresql://shop:hunter2@db.example/shop"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.env` of the developer's."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "abc", "PORT must be a whole number."),
        ("PORT", "0", "PORT must be 1 or more."),
        ("DATABASE_POOL_TIMEOUT", "0", "DATABASE_POOL_TIMEOUT must be more than 0"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of 'DEBUG', 'INFO', 'WARNING' or 'ERROR'."),
        ("DATABASE_URL", "mysql://root:hunter2@db/x", "DATABASE_URL must be an address such as postgresql://"),
        ("PUBLIC_URL", "shop.example", "PUBLIC_URL must be an address without a path, such as https://shop.example"),
        (
            "TRUSTED_PROXIES",
            "10.0.0.0/8, hunter2",
            "TRUSTED_PROXIES must be addresses or networks, separated by commas",
        ),
        ("SECRET_KEY", "hunter2", "SECRET_KEY must have 32 characters or more; make one with: python3"),
        ("METRICS_TOKEN", "hunter2", "METRICS_TOKEN must have 32 characters or more; make one with: python3"),
        ("TOKEN_KEYS", f"{KEY},hunter2", "TOKEN_KEYS must be Fernet keys, separated by commas; make one with"),
    ],
)
def test_a_wrong_setting_is_named_in_a_sentence_and_its_value_is_not(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as failure:
        load_settings()
    assert sentence in str(failure.value)
    assert "hunter2" not in str(failure.value)
    assert "pydantic" not in str(failure.value)


def test_several_wrong_settings_are_all_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "abc")
    monkeypatch.setenv("TOKEN_KEYS", "abc")
    with pytest.raises(SettingsError, match=r"PORT .* TOKEN_KEYS "):
        load_settings()


def test_an_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")
    monkeypatch.setenv("DATABASE_DIRECT_URL", "")
    assert load_settings().port == 8000


@pytest.mark.parametrize("in_file", [False, True])
@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URI", POSTGRES, "DATABASE_URI is no setting: did you mean DATABASE_URL?"),
        ("DATABASE_URL", "", "DATABASE_URL is empty: set it to your database's address, or remove it"),
        ("DATABASE_DIRECT_URL", POSTGRES, "DATABASE_DIRECT_URL is set without DATABASE_URL: set both, or neither"),
    ],
)
def test_no_slip_starts_an_embedded_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, sentence: str, in_file: bool
) -> None:
    if in_file:
        (tmp_path / ".env").write_text(f"{name}={value}\n")
    else:
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as failure:
        load_settings()
    assert str(failure.value).startswith(sentence)
    assert "hunter2" not in str(failure.value)
    assert not (tmp_path / ".data").exists()


def test_an_empty_line_of_the_file_does_not_hide_the_environments_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=\n")
    monkeypatch.setenv("DATABASE_URL", POSTGRES)
    assert load_settings(secret_key="k" * 32, token_keys=KEY).database_url


def test_a_name_that_another_program_needs_stands_beside_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGLEVEL", "trace")
    with pytest.raises(SettingsError, match="or set LOG_LEVEL too if another program needs LOGLEVEL"):
        load_settings()
    monkeypatch.setenv("LOG_LEVEL", "INFO")
    assert load_settings().log_level == "INFO"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+asyncpg"])
def test_every_usual_way_to_write_the_address_is_understood(scheme: str) -> None:
    url = Settings(database_url=f"{scheme}://shop:x@db.example/shop").database_url
    assert url
    assert url.get_secret_value() == "postgresql://shop:x@db.example/shop"


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_DIRECT_URL"])
@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("shop:hun/ter2@db.example:1/shop", "% must be percent-encoded, such as @ as %40"),
        ("shop:hun@ter2@db.example/shop", "% must be percent-encoded"),
        ("shop:1/hun?ter2@db.example/shop", "% must be percent-encoded"),
        ("shop:%hunter2@db.example/shop", "% must be percent-encoded"),
        ("shop:hunter2@db.example:ter2/shop", "must have a number from 1 to 65535 as its port"),
        ("shop:hunter2@db.example:70000/shop", "must have a number from 1 to 65535 as its port"),
        ("shop:hunter2@:5432/shop", "must name a host, such as postgresql://user@host:5432/name"),
        ("shop:hunter2@db.example/shop?hunter2=1", "must have only what libpq knows after its ?"),
    ],
)
def test_an_address_that_libpq_would_misread_is_refused_and_no_part_of_it_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, address: str, sentence: str
) -> None:
    monkeypatch.setenv(name, f"postgresql://{address}")
    with pytest.raises(SettingsError) as failure:
        load_settings()
    assert str(failure.value).startswith(f"{name} ")
    assert sentence in str(failure.value)
    assert not any(piece in str(failure.value) for piece in ("hun", "ter2", "db.example"))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://shop:a%40b%2Fc%25@db.example:5432/shop?sslmode=require",
        "postgresql://shop:a:b?c#d@db.example/shop",
        "postgresql://shop:x@one.example:5432,two.example:5433/shop?target_session_attrs=read-write",
        "postgresql://shop:x@[2001:db8::1]:5432/shop",
        "postgresql:///shop?host=/var/run/postgresql",
        "postgresql://shop@/shop?host=/var/run/postgresql",
        "postgresql:///shop",
    ],
)
def test_what_libpq_reads_rightly_is_taken_as_it_is(address: str) -> None:
    url = Settings(database_url=address).database_url
    assert url
    assert url.get_secret_value() == address


@pytest.mark.parametrize("name", ["PUBLIC_URL", "EMULATOR_URL"])
@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://127.0.0.1:hunter2", "must have a number from 1 to 65535 as its port"),
        ("https://shop.example:99999", "must have a number from 1 to 65535 as its port"),
        ("https://shop.example:0", "must have a number from 1 to 65535 as its port"),
        ("https://hunter2@shop.example", "must be an address without a user and password"),
        ("https://shop:hunter2@shop.example", "must be an address without a user and password"),
        ("https://shop.example#hunter2", "must be an address without a path, such as https://shop.example"),
        ("https://shop.example/#", "must be an address without a path"),
        ("https://shop.example?hunter2", "must be an address without a path"),
        ("https://shop.example/hunter2", "must be an address without a path"),
        ("https://hunter2 .example", "must be an address without a path"),
        ("https://[hunter2", "must be an address without a path"),
        ("ftp://hunter2", "must be an address without a path"),
    ],
)
def test_a_web_address_with_more_or_less_than_a_place_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, address: str, sentence: str
) -> None:
    monkeypatch.setenv(name, address)
    with pytest.raises(SettingsError) as failure:
        load_settings()
    assert str(failure.value).startswith(f"{name} {sentence}")
    assert "hunter2" not in str(failure.value)


@pytest.mark.parametrize("address", ["https://shop.example", "http://127.0.0.1:8100", "http://[::1]:65535"])
def test_a_web_address_is_taken_as_it_is_but_for_its_end(address: str) -> None:
    assert Settings(public_url=f"{address}/ ").public_url == address


def test_an_env_file_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"ADMIN_EMAIL=\xe4\n")
    with pytest.raises(SettingsError, match=r"\.env is not UTF-8 text: save it as UTF-8\.$"):
        load_settings()


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file whose reading fails, also for root")
def test_an_env_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").symlink_to("/proc/self/mem")
    with pytest.raises(SettingsError, match=r"\.env cannot be read \(Input/output error\): make it readable"):
        load_settings()


def test_a_hosted_start_without_keys_is_refused_with_the_command_that_makes_one() -> None:
    with pytest.raises(SettingsError) as failure:
        load_settings(database_url=POSTGRES)
    assert str(failure.value).startswith("SECRET_KEY and TOKEN_KEYS must be set when DATABASE_URL is")
    assert 'python3 -c "import base64, os;' in str(failure.value)
    assert load_settings(database_url=POSTGRES, secret_key="k" * 32, token_keys=KEY).secret_key


def test_an_embedded_installation_makes_its_keys_once_and_keeps_them_to_itself(tmp_path: Path) -> None:
    first, second = load_settings(data_dir=tmp_path / "data"), load_settings(data_dir=tmp_path / "data")
    assert first.secret_key == second.secret_key
    assert first.token_keys == second.token_keys
    assert Settings(token_keys=first.token_keys).token_keys
    assert (tmp_path / "data" / "keys.json").stat().st_mode & 0o777 == 0o600
    assert len(list((tmp_path / "data").iterdir())) == 1


def test_keys_that_are_set_win_over_those_that_are_kept(tmp_path: Path) -> None:
    load_settings(data_dir=tmp_path)
    settings = load_settings(data_dir=tmp_path, token_keys=KEY)
    assert settings.token_keys
    assert settings.token_keys.get_secret_value() == KEY
    assert settings.secret_key
    assert settings.secret_key.get_secret_value() == json.loads((tmp_path / "keys.json").read_text())["secret_key"]


def test_lost_keys_of_a_database_that_is_there_are_not_replaced_in_silence(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    with pytest.raises(SettingsError, match=r"keys\.json, which holds the key of the stored eBay tokens, is missing"):
        load_settings(data_dir=tmp_path)
    assert load_settings(data_dir=tmp_path, token_keys=KEY).token_keys


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="cannot be used"):
        load_settings(data_dir=tmp_path / "file" / "data")


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"^DATA_DIR must be a folder, and .*file is a file\.$"):
        load_settings(data_dir=tmp_path / "file")


def test_secrets_are_not_shown() -> None:
    settings = Settings(database_url=POSTGRES, secret_key="hunter2" * 8, admin_password="hunter2")
    assert "hunter2" not in repr(settings)


def test_every_setting_says_what_it_means() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
    assert os.environ.keys().isdisjoint(name.upper() for name in Settings.model_fields)
