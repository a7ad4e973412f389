#!/bin/sh
# Installs exectrack-xl @VERSION@ for you alone, without a network. Takes the folder to install into.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-"$HOME/.local/share/exectrack-xl/@VERSION@-python@PYTHON@"}
python=$(command -v python@PYTHON@ || command -v python3)
"$python" -m venv --without-pip "$target"
"$target/bin/python" "$here/install.py"
echo "Run: $target/bin/exectrack --help"
