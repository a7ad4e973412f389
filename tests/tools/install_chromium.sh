#!/usr/bin/env bash
# Installs Chromium from the system's packages and axe-core from npm into the folder given: the portfolio page is
# opened and examined with them. What cannot be installed is said; the tests that need it are then skipped with the
# reason, and fail in CI.
set -u
target=$1
mkdir -p "$target"
if ! command -v chromium >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
      >/dev/null 2>&1 || echo "Chromium could not be installed."
  else
    echo "Chromium is not installed, and installing it needs root."
  fi
fi
if ! command -v npm >/dev/null 2>&1; then
  echo "npm is not installed: axe-core is left out."
  exit 0
fi
npm install --silent --no-save --no-package-lock --no-audit --no-fund --prefix "$target" "axe-core@4.10.3" \
  || echo "axe-core could not be installed."
