"""Builds the wheel in dist/: the code, the built UI and the stamp that says which build it is."""

import shutil
import sys
from zipfile import ZipFile

from ebay_connector.build import STAMP, stamp
from scripts.steps import ROOT, StepError, call, say, step

DIST = ROOT / "dist"
NEEDED = ("ebay_connector/static/index.html", "ebay_connector/_build.json", "ebay_emulator/__main__.py")


def main() -> None:
    shutil.rmtree(DIST, ignore_errors=True)
    build = stamp()
    try:
        with step(f"Building the wheel of build {build.build} ({build.commit})"):
            call([sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", DIST, "."])
    finally:
        STAMP.unlink()
    (wheel,) = DIST.glob("*.whl")
    if missing := set(NEEDED) - set(ZipFile(wheel).namelist()):
        raise StepError(f"{wheel.name} lacks {', '.join(sorted(missing))}.")
    say(f"{wheel.relative_to(ROOT)} ({wheel.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    try:
        main()
    except StepError as error:
        sys.exit(str(error))
