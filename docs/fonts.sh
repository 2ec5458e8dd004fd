#!/bin/sh
# Makes static/fonts/*.woff2 from the published Newsreader (OFL 1.1, no reserved font name).
# Needs npm, and Python with fonttools 4.68 and brotli. Run from the top of the repository.
set -eu
export SOURCE_DATE_EPOCH=1700000000 # the same bytes at every run
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm pack --silent --pack-destination "$work" @fontsource-variable/newsreader@5.3.0 >/dev/null
tar -xzf "$work"/*.tgz -C "$work"
source="$work/package/files/newsreader-latin-wght-normal.woff2"

# ASCII and the signs that English prose uses: nearly every page needs this file and no other.
base="U+0020-007E,U+00A0,U+00A3,U+00A9,U+00AB,U+00B0,U+00B7,U+00BB,U+00BD,U+00D7,U+00E9,\
U+2013,U+2014,U+2018,U+2019,U+201C,U+201D,U+2022,U+2026,U+20AC,U+2212"
# The other letters and usual signs of Latin-1, French and Baltic letters, low quotes, primes:
# loaded when a page uses one of them.
accents="U+00A1,U+00A2,U+00A5,U+00A7,U+00AA,U+00AE,U+00B1-00B3,U+00B5,U+00BA,U+00BC,U+00BE-00D6,\
U+00D8-00E8,U+00EA-00FF,U+0152,U+0153,U+0160,U+0161,U+0178,U+017D,U+017E,U+201A,U+201E,U+2032,U+2033"

cut() { # name, characters; subset before limiting the axis: the other order keeps unused masters
    pyftsubset "$source" --unicodes="$2" --layout-features=kern,liga --no-hinting \
        --output-file="$work/$1.ttf"
    fonttools varLib.instancer -q "$work/$1.ttf" wght=400:600 -o "$work/$1.limited.ttf"
    fonttools ttLib.woff2 compress -o "static/fonts/$1.woff2" "$work/$1.limited.ttf"
}
cut newsreader-base "$base"
cut newsreader-accents "$accents"
cp "$work/package/LICENSE" static/fonts/OFL.txt
ls -l static/fonts
