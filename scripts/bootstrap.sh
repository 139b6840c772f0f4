#!/bin/sh
# Makes .venv with every locked package. Quick when nothing has changed since the last time.
set -eu
cd "$(dirname "$0")/.."

say() { if [ -t 1 ]; then printf '\033[1m▸ %s\033[0m\n' "$1"; else printf '▸ %s\n' "$1"; fi; }
fail() { printf '%s\n' "$1" >&2; exit 1; }
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }
suits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' 2>/dev/null; }
can_make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# The newest Python that the locks were made for; PYTHON=... names another one.
find_python() {
  for name in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3 python}; do
    if suits "$name"; then echo "$name"; return; fi
  done
  tried=${PYTHON:-python3}
  found=$(version_of "$tried" || true)
  fail "Python 3.11 or newer is needed, but $tried is ${found:-missing}: install one (Debian and Ubuntu: apt-get install python3.11 or newer; macOS: brew install python@3.13) and run this again."
}

add_venv_module() {
  package="python$(version_of "$1")-venv"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing $package with apt-get"
    apt-get update -qq </dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" </dev/null >/dev/null
  else
    fail "Python's venv module is missing: install it (Debian and Ubuntu: sudo apt-get install $package) and run this again."
  fi
}

stamp=.venv/.installed
wanted=$(cat requirements/dev.txt pyproject.toml | cksum; pwd)
if [ -x .venv/bin/ebay-connector ] && [ "$(cat $stamp 2>/dev/null)" = "$wanted" ]; then exit 0; fi

# Two first starts at once would delete each other's half-made .venv.
if [ "${SETUP_IS_LOCKED:-}" != "$$" ]; then
  python=$(find_python)
  SETUP_IS_LOCKED=$$ exec "$python" scripts/one_at_a_time.py .cache/setup.lock "setting up" sh scripts/bootstrap.sh
fi

# Without a stamp an installation was interrupted and may have left half of a package; and .venv cannot be moved.
if ! grep -qxF "$(pwd)" $stamp 2>/dev/null || ! suits .venv/bin/python; then
  python=$(find_python)
  can_make_venv "$python" || add_venv_module "$python"
  say "Making .venv with Python $(version_of "$python")"
  rm -rf .venv
  "$python" -m venv .venv
fi
say "Installing the locked Python packages (about a minute the first time)"
rm -f $stamp
export PIP_DISABLE_PIP_VERSION_CHECK=1
.venv/bin/python -m pip install --quiet --require-hashes -r requirements/dev.txt </dev/null
.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable . </dev/null
printf '%s\n' "$wanted" >$stamp
