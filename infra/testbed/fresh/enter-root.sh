#!/bin/sh
# The first process of a bare Debian. Gives the root what a kernel and a boot would give it, then runs a shell in it that plays a user's terminal.
# Everything that it mounts is in a mount namespace of its own, and everything that it starts in a process namespace of its own: both end with it.
# Usage, within `unshare --mount --pid --ipc --uts --fork`: enter-root.sh root terminal NAME=value…
#   root      a folder with a Debian
#   terminal  a shell script, as the root sees it
#   NAME=…    the whole environment of that script
set -eu

root=$1
terminal=$2
shift 2

mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount -t tmpfs -o mode=755,nosuid tmpfs "$root/dev"
for device in null zero full random urandom tty fuse; do
  [ -e "/dev/$device" ] || continue
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for stream in stdin:0 stdout:1 stderr:2; do ln -s "/proc/self/fd/${stream#*:}" "$root/dev/${stream%:*}"; done
mount -t tmpfs -o mode=755,nosuid,nodev tmpfs "$root/run"

# Not exec: this shell stays the first process, which takes the orphans that a daemon leaves.
status=0
chroot "$root" /usr/bin/env -i "$@" /bin/bash "$terminal" || status=$?
exit "$status"
