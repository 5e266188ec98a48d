# Each light has a name, a colour and a period, and the version is one.
set -eu
while read -r name colour period; do
    case "$name $colour $period" in
        *[!a-z0-9\ -]*) echo "lights.txt: '$name' is not written as the others are" >&2; exit 1 ;;
    esac
done < lights.txt
read -r version < VERSION
echo "lantern $version: all lights are in order"
