#!/usr/bin/env bash
# The pictures of the README: the sample's dashboard, a page of its deck and one of its report, as LibreOffice draws them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
command=$here/../../.venv/bin/exectrack
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$command" new tracker.xlsm --sample >/dev/null
"$command" deck tracker.xlsm --out deck.pptx >/dev/null
"$command" report tracker.xlsm --out report.docx >/dev/null
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf tracker.xlsm deck.pptx report.docx >/dev/null 2>&1

# picture NAME FILE PAGE WIDTH
picture() {
  pdftoppm -png -singlefile -f "$3" -l "$3" -scale-to-x "$4" -scale-to-y -1 "$2" "$1"
  "$here/../../.venv/bin/python" -c "from PIL import Image; Image.open('$1.png').quantize(64).save('$here/$1.png')"
}
page() { for n in $(seq 1 12); do pdftotext -f "$n" -l "$n" "$1" - | grep -q "$2" && echo "$n" && return; done; }
picture dashboard tracker.pdf "$(page tracker.pdf 'Timeline Adherence')" 1400
picture deck deck.pdf 2 1400
picture report report.pdf 1 900
