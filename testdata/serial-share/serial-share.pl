#!/usr/bin/perl
# A workload with a known serial share, for fleets to be validated against:
#
#   serial-share.pl FILE SECONDS SHARE
#
# Takes SECONDS alone on the machine. A SHARE of them, say 0.1, is serial: while one run is in its
# serial part, no other that has the same FILE makes progress, neither in its serial nor in its
# parallel part. It is as if the serial part held a lock for itself, writers first, that the parallel
# part shares. So N runs at a time have a throughput of N / (SECONDS (1 + SHARE (N - 1))), which is
# Amdahl's law. (Were the lock a plain mutex, the parallel parts of others would go on beside the
# serial one, and throughput would be min(N / SECONDS, 1 / (SHARE SECONDS)).)
#
# Nobody works, and nobody waits for another process to wake up: FILE has the time table of the
# serial parts. Who comes to its own puts it at the end of the table, and sleeps until it is over. A
# parallel part is over when its time has passed, less what serial parts took of it meanwhile. What a
# busy machine makes later is taken off the next part, so that nothing but the last awakening counts.
use strict;
use warnings;
use Fcntl qw(:flock O_RDWR O_CREAT);
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC sleep);

# Time of the serial parts of earlier periods; begin and end of the present period, in which one
# serial part follows the other.
my $FORM = 'd3';

@ARGV == 3 or die "usage: serial-share.pl FILE SECONDS SHARE\n";
my ($name, $seconds, $share) = @ARGV;
my $serial = $seconds * $share;
my $half = ($seconds - $serial) / 2;
sysopen my $file, $name, O_RDWR | O_CREAT or die "$name: $!\n";

# Half of the parallel part is before the serial one, and half after it.
my $begin = now() - age();
my $late = parallel($begin, $half);
my $end = reserve();
sleep_until($end);
parallel($end, $half - $late);

# Works for so long from a time on; returns how long after its end that was noticed.
sub parallel {
    my ($from, $wanted) = @_;
    my $before = taken($from);
    while (1) {
        my $now = now();
        my $left = $wanted - ($now - $from) + taken($now) - $before;
        return -$left if $left <= 0;
        sleep($left);
    }
}

# Puts a serial part at the end of the time table; returns when it is over.
sub reserve {
    flock $file, LOCK_EX or die "$name: $!\n";
    my ($earlier, $from, $to) = table();
    my $now = now();
    if ($now > $to) {
        $earlier += $to - $from;
        $from = $to = $now;
    }
    $to += $serial;
    sysseek $file, 0, 0;
    syswrite $file, pack $FORM, $earlier, $from, $to;
    flock $file, LOCK_UN or die "$name: $!\n";
    return $to;
}

# Time that serial parts have taken up to then.
sub taken {
    my ($then) = @_;
    my ($earlier, $from, $to) = table();
    my $until = $then < $to ? $then : $to;
    return $earlier + ($until > $from ? $until - $from : 0);
}

# Two readings that are alike: what is written in between may be seen in part.
sub table {
    my ($last, $bytes) = ('', '');
    while (1) {
        sysseek $file, 0, 0;
        sysread $file, $bytes, length pack $FORM, 0, 0, 0;
        return (0, 0, 0) if $bytes eq '';
        return unpack $FORM, $bytes if $bytes eq $last;
        $last = $bytes;
    }
}

# How long this process has lived: to a hundredth of a second, of which half has passed on average.
sub age {
    open my $stat, '<', '/proc/self/stat' or return 0;
    my ($ticks) = (split ' ', <$stat> =~ s/.*\) //r)[19];
    my $boottime = 7;
    my $age = clock_gettime($boottime) - $ticks / 100 - 0.005;
    return $age > 0 ? $age : 0;
}

sub sleep_until {
    my ($end) = @_;
    while ((my $left = $end - now()) > 0) {
        sleep($left);
    }
}

sub now {
    return clock_gettime(CLOCK_MONOTONIC);
}
