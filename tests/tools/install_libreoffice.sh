#!/usr/bin/env bash
# Installs LibreOffice 25.2 or newer where it is missing and apt is at hand and permitted. Where it cannot be
# installed, this says why and goes on: its tests are then skipped with the reason, and fail in CI.
set -u
export DEBIAN_FRONTEND=noninteractive
packages="libreoffice-calc libreoffice-writer libreoffice-impress libreoffice-script-provider-python
  python3-uno fonts-crosextra-carlito fonts-liberation poppler-utils"

version() { soffice --version 2>/dev/null | sed -n 's/^LibreOffice \([0-9]*\)\.\([0-9]*\).*/\1\2/p'; }
complete() {
  found=$(version)
  [ -n "$found" ] && [ "$found" -ge 252 ] && command -v pdftoppm >/dev/null 2>&1 \
    && /usr/bin/python3 -c 'import uno' 2>/dev/null
}

complete && exit 0
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
  echo "LibreOffice 25.2 or newer is missing and cannot be installed here (it needs apt and root)."
  exit 0
fi

# The backports suite of the mirror that apt is already configured with: same address, same key.
release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
backports=/etc/apt/sources.list.d/backports-for-libreoffice.sources
source=$(grep -ls "^URIs:" /etc/apt/sources.list.d/*.sources 2>/dev/null | xargs -r grep -l "Suites:.*$release" | head -n 1)
if [ -n "$source" ] && ! grep -qs "$release-backports" /etc/apt/sources.list.d/*; then
  address=$(sed -n "/^URIs:/s/^URIs: *//p" "$source" | head -n 1)
  key=$(sed -n "/^Signed-By:/s/^Signed-By: *//p" "$source" | head -n 1)
  printf 'Types: deb\nURIs: %s\nSuites: %s-backports\nComponents: main\nSigned-By: %s\n' \
    "$address" "$release" "$key" > "$backports"
fi
apt-get update -qq || echo "apt could not refresh its lists."
suite=$(grep -qs "$release-backports" /etc/apt/sources.list.d/* /etc/apt/sources.list && echo "-t $release-backports")
# shellcheck disable=SC2086  # both are lists of words
apt-get install -y -qq --no-install-recommends $suite $packages > /dev/null
complete || echo "LibreOffice 25.2 or newer could not be installed."
