console.log(process.argv, process.versions.napi)
