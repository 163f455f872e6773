#!/bin/busybox sh
# First program of the machine: brings up what HID needs and runs the cases. Their lines go to the second serial port,
# the kernel's own to the first.
for folder in /proc /sys /dev /tmp; do /bin/busybox mkdir -p $folder; done
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sysfs /sys
/bin/busybox mount -t devtmpfs dev /dev
for module in hid hid-generic uhid; do /bin/busybox insmod /modules/$module.ko; done
cd /lane
/bin/node run-cases.mjs > /dev/ttyS1
echo "cases ended with $?"
/bin/busybox poweroff -f
