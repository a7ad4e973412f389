#!/usr/bin/env bash
# Installs a Java runtime where it is missing and apt is at hand and permitted. Where it cannot be installed, this says
# why and goes on: the tests that need it are then skipped with the reason, and fail in CI.
set -u
export DEBIAN_FRONTEND=noninteractive

command -v java >/dev/null 2>&1 && exit 0
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
  echo "Java is missing and cannot be installed here (it needs apt and root)."
  exit 0
fi
apt-get install -y -qq --no-install-recommends default-jre-headless > /dev/null \
  || { apt-get update -qq && apt-get install -y -qq --no-install-recommends default-jre-headless > /dev/null; } \
  || echo "Java could not be installed."
