#!/usr/bin/env bash
# Shows a sample archive and a sample package to the validators of others (warcio, wacz). Both must find nothing; and both must still
# find what they do find, or they have not looked.
#
# Wants the example `sample_package` built: BIN names the folder of the programs (default target/debug).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
bin=${BIN:-${CARGO_TARGET_DIR:-$root/target}/debug}
venv=${VENV:-${CARGO_TARGET_DIR:-$root/target}/validators}

# The tools: exact editions with their hashes.
if ! cmp -s "$root/tests/evidence/requirements.txt" "$venv/requirements.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$root/tests/evidence/requirements.txt"
  cp "$root/tests/evidence/requirements.txt" "$venv/requirements.txt"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$bin/examples/sample_package" "$work"
"$venv/bin/warcio" check -v "$work/data.warc.gz"
"$venv/bin/wacz" validate -f "$work/sample.wacz"

# A changed list must not pass, or nothing was validated.
python3 - "$work/sample.wacz" <<'PYTHON'
import pathlib, sys
file = pathlib.Path(sys.argv[1])
content = file.read_bytes()
assert content.count(b'"title": "A sample"') == 1
file.write_bytes(content.replace(b'"title": "A sample"', b'"title": "B sample"'))
PYTHON
if "$venv/bin/wacz" validate -f "$work/sample.wacz" >/dev/null 2>&1; then
  echo "wacz validate lets a changed list pass"
  exit 1
fi
