// Loaded before the program of every process we start (node --import). When the starter dies, even by SIGKILL,
// its channel closes; the process then ends as if asked, puts its data away, and frees its ports for the next start.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// The channel alone must not keep a program alive that has nothing else to do.
process.channel?.unref()
