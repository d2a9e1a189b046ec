#!/usr/bin/env bash
# Shows a sample archive, a sample package and a sample history to the validators of others (warcio, wacz, case_validate). They must find
# nothing; and they must still find what they do find, or they have not looked.
#
# A page of a site on the loopback is captured by the real browser too, and its archive shown to them.
#
# A court package and some two hundred that are wrong are shown to the browser's verifier, which must find what the other one does.
#
# Wants the examples `sample_package`, `court_package` and `capture_page` built, and node: BIN names the folder of the programs (default target/debug).
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
site=""
trap '[ -z "$site" ] || kill "$site" 2>/dev/null; rm -rf "$work"' EXIT
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

# The history of an item in CASE/UCO; and the same with a hash that is none, and with an exhibit number that is a number.
"$venv/bin/case_validate" "$work/case.jsonld"
sed 's/"@value": "0101/"@value": "xyz1/' "$work/case.jsonld" >"$work/hash.jsonld"
sed -E 's/("case-investigation:exhibitNumber": )"item-[^"]*"/\19/' "$work/case.jsonld" >"$work/number.jsonld"
for wrong in hash number; do
  if cmp -s "$work/case.jsonld" "$work/$wrong.jsonld" || "$venv/bin/case_validate" "$work/$wrong.jsonld" >/dev/null 2>&1; then
    echo "case_validate lets a wrong $wrong pass"
    exit 1
  fi
done

# A page, captured. The site is our own, so the browser may run without its walls, which it can't have as root.
mkdir "$work/site"
printf '<!DOCTYPE html><html lang="kk"><title>Үлгі</title><link rel="stylesheet" href="a.css"><p>Жұмыс</p><img src="b.svg" alt=""><img src="gone.png" alt="">' >"$work/site/index.html"
printf 'body { color: #222 }' >"$work/site/a.css"
printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>' >"$work/site/b.svg"
python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$work/site" >"$work/served" 2>/dev/null &
site=$!
for _ in $(seq 100); do grep -q port "$work/served" && break; sleep 0.1; done
place=$(sed -nE 's/.*port ([0-9]+).*/127.0.0.1:\1/p' "$work/served" | head -n 1)
NO_SANDBOX=1 "$bin/examples/capture_page" "http://$place/" "$work/page.warc.gz" "$place"
"$venv/bin/warcio" check -v "$work/page.warc.gz" | tee "$work/page.check" | grep -c "digest pass"
if grep -qE "fail|not checked|no digest" "$work/page.check"; then
  cat "$work/page.check"
  exit 1
fi
"$venv/bin/warcio" index -f warc-type,warc-target-uri "$work/page.warc.gz" >"$work/page.index"
grep -q "urn:view:http://$place/" "$work/page.index"

# The court package, and what is wrong in each of the others.
"$bin/examples/court_package" "$work/package.zip" --verifier "$root/crates/package/verify/verify.html" --mutants "$work/mutants"
node "$root/tests/evidence/agree.mjs" "$work/package.zip" "$work/mutants"

# A page that the program itself captured, kept and packed: what is in the package passes the validators of others, both verifiers, and the
# recipe by hand; with one letter changed it passes none of the three.
real="$work/real"
mkdir "$real"
"$bin/arasha" --home "$work/home" --json capture "http://$place/" --no-sandbox --reach "$place" >"$work/kept.json"
item=$(sed -nE 's/.*"item":"([^"]+)".*/\1/p' "$work/kept.json")
"$bin/arasha" --home "$work/home" package "$item" --reason "a test" --out "$real/package.zip" --no-sandbox
unzip -q "$real/package.zip" -d "$real/in"
"$venv/bin/warcio" check "$real/in/items/$item/files/page.warc.gz"
"$venv/bin/wacz" validate -f "$real/in/items/$item/page.wacz"
"$venv/bin/case_validate" "$real/in/case.jsonld"
cp "$real/in/log/policy.txt" "$real/package.zip.policy.txt"
"$bin/arasha" package verify "$real/package.zip" --policy "$real/package.zip.policy.txt"
node "$root/tests/evidence/agree.mjs" "$real/package.zip"
sed -n 's/^ \{8\}//p' "$real/in/readme.txt" >"$real/check.sh"
(cd "$real" && sh check.sh) | tail -n 1 | grep -qx OK
mkdir "$work/changed"
cp "$real/check.sh" "$real/package.zip.policy.txt" "$work/changed/"
python3 - "$real/package.zip" "$work/changed/package.zip" "$item" <<'PYTHON'
import pathlib, sys
content = pathlib.Path(sys.argv[1]).read_bytes()
at = content.index("Жұмыс".encode())
pathlib.Path(sys.argv[2]).write_bytes(content[:at] + "Жұмыз".encode() + content[at + len("Жұмыс".encode()):])
PYTHON
if "$bin/arasha" package verify "$work/changed/package.zip" >"$work/told"; then echo "a changed letter is not found"; exit 1; fi
grep -q "NOT WHOLE" "$work/told"
if (cd "$work/changed" && sh check.sh) >"$work/told" 2>&1 && tail -n 1 "$work/told" | grep -qx OK; then echo "the recipe lets a changed letter pass"; exit 1; fi
if node "$root/tests/evidence/agree.mjs" "$work/changed/package.zip" >/dev/null 2>&1; then echo "the page lets a changed letter pass"; exit 1; fi
echo "a captured page stands as a court package"
