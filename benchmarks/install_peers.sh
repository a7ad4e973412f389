#!/usr/bin/env bash
# Installs the schedulers that `make bench` stands beside into the folder given. Where they cannot be had, this says so
# and goes on: their rows are then left out.
set -u
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target "$1" \
  "longpath==0.1.0" "trueppm-scheduler==0.4.0rc2" "networkx==3.5" 2>/dev/null \
  || echo "longpath and trueppm-scheduler could not be installed: their rows are left out."
