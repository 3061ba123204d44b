#!/bin/sh
# Installs Debian packages without letting them start services, now or at the next boot.
# Usage (as root): apt-install.sh package…
set -eu

policy=/usr/sbin/policy-rc.d
saved=$policy.before-firewatch
export DEBIAN_FRONTEND=noninteractive

# Puts back what was there before: also what an earlier run left that was killed.
restore() {
  if [ -e "$saved" ]; then
    mv -f "$saved" "$policy"
  elif [ -f "$policy" ] && grep -q 'firewatch' "$policy"; then
    rm -f "$policy"
  fi
}
trap restore EXIT
trap 'exit 130' HUP INT TERM
restore

installed() { dpkg-query -W -f '${binary:Package}\t${db:Status-Status}\n' | awk -F '\t' '$2 == "installed" { print $1 }' | sort; }

before=$(mktemp)
installed >"$before"

if [ -e "$policy" ]; then mv -f "$policy" "$saved"; fi
printf '#!/bin/sh\n# firewatch: no package may start a service while it is installed\nexit 101\n' >"$policy"
chmod 755 "$policy"

apt-get update -qq || echo 'apt-get update failed; trying with the lists at hand' >&2
apt-get install -y -qq --no-install-recommends "$@"

if [ -d /run/systemd/system ]; then
  installed | comm -13 "$before" - | while read -r package; do
    dpkg -L "$package" | sed -n 's|.*/systemd/system/\([^/@]*\.\(service\|timer\|socket\)\)$|\1|p' | while read -r unit; do
      systemctl disable --quiet "$unit" || true
    done
  done
fi
rm -f "$before"
