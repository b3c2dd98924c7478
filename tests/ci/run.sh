#!/usr/bin/env bash
# Tries what people copy into their CI: the action's steps, the GitLab job, the pre-commit hook.
#
# Needs a network for the package registries; `cargo test` does not run this.
# With --hook the pre-commit hook is tried too, which builds the program anew.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pyyaml check-jsonschema pre-commit
cargo build --quiet --manifest-path "$root/Cargo.toml" 2>/dev/null
export PATH="$work/venv/bin:$root/target/debug:$PATH"

mkdir -p "$work/repo/transcripts"
cp "$root/tests/cases/swapped-digits.txt" "$work/repo/transcripts/"
cd "$work/repo"
git init -q && git add . && git -c user.name=t -c user.email=t@t commit -qm t

# Each file is what its reader takes.
check-jsonschema --builtin-schema vendor.github-workflows "$root/docs/ci/github.yml"
check-jsonschema --builtin-schema vendor.github-actions "$root/action.yml"
check-jsonschema --builtin-schema vendor.gitlab-ci "$root/docs/ci/gitlab.yml"
pre-commit validate-manifest "$root/.pre-commit-hooks.yaml"
pre-commit validate-config "$root/docs/ci/pre-commit.yaml"

# The action's step does what it says.
cat >"$work/step.py" <<'PY'
import sys, yaml
file, *keys = sys.argv[1:]
part = yaml.safe_load(open(file))
for key in keys:
    part = part[int(key) if key.isdigit() else key]
print("\n".join(part) if isinstance(part, list) else part)
PY
python "$work/step.py" "$root/action.yml" runs steps 1 run >"$work/check.sh"
status=0
PATHS=transcripts ARGS=--isolated SARIF=claimlint.sarif GITHUB_STEP_SUMMARY="$work/summary.md" \
  bash -e "$work/check.sh" >"$work/annotations" || status=$?
[ "$status" -eq 1 ]
grep -q '^::error file=transcripts/swapped-digits.txt,line=' "$work/annotations"
grep -q '^### error' "$work/summary.md"
grep -q '"ruleId":"misquoted-figure"' claimlint.sarif

# The GitLab job.
python "$work/step.py" "$root/docs/ci/gitlab.yml" claimlint script >"$work/job.sh"
status=0
bash -e "$work/job.sh" >/dev/null || status=$?
[ "$status" -eq 1 ]
grep -q '"check_name":"misquoted-figure"' gl-code-quality-report.json
grep -q '<failure' claimlint.xml

# The hook.
if [ "${1:-}" = --hook ]; then
  status=0
  pre-commit try-repo "$root" claimlint --files transcripts/swapped-digits.txt >"$work/hook" 2>&1 || status=$?
  [ "$status" -eq 1 ]
  grep -q 'misquoted-figure' "$work/hook" || { cat "$work/hook"; exit 1; }
fi
echo "the CI files work"
