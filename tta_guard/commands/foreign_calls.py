"""Functions that start programs, run code, touch files or the network, by language: the table of `foreign_code.py`. Pure."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# language -> function (its last name, or the dotted one) -> what it does:
#   shell: its first argument is shell text · argv: program, then arguments or a list of them · auto: one text is shell
#   text, several are program and arguments · code: runs its argument · read, write, delete: a file · env: a variable ·
#   url: an address · list: a list of program and arguments · opaque: cannot be followed
CALLS: Final = {
    "node": {
        "exec": "shell", "execSync": "shell", "spawn": "argv", "spawnSync": "argv", "execFile": "argv", "execFileSync": "argv",
        "fork": "opaque", "eval": "code", "Function": "code", "runInThisContext": "code", "runInNewContext": "code",
        "runInContext": "code", "process.binding": "opaque", "process.dlopen": "opaque", "_load": "opaque",
        "Deno.Command": "object", "Deno.run": "object", "Bun.spawn": "list", "Bun.spawnSync": "list", "Bun.$": "shell",
        "$": "shell", "execa": "argv", "execaSync": "argv", "execaCommand": "shell", "execaCommandSync": "shell",
        "readFileSync": "read", "readFile": "read", "createReadStream": "read", "openSync": "read", "readdirSync": "read",
        "readdir": "read", "readTextFile": "read", "readTextFileSync": "read", "Bun.file": "read", "Deno.open": "read",
        "Deno.readFile": "read", "Deno.readFileSync": "read", "readv": "opaque",
        "writeFileSync": "write", "writeFile": "write", "appendFile": "write", "appendFileSync": "write",
        "createWriteStream": "write", "writeTextFile": "write", "writeTextFileSync": "write", "Bun.write": "write",
        "unlinkSync": "delete", "unlink": "delete", "rmSync": "delete", "rmdirSync": "delete", "rm": "delete",
        "Deno.remove": "delete", "Deno.removeSync": "delete", "copyFileSync": "copy", "copyFile": "copy", "cpSync": "copy",
        "renameSync": "move", "rename": "move", "symlinkSync": "copy", "linkSync": "copy", "fetch": "url",
        "Deno.env.get": "env", "Deno.env.toObject": "environment", "import": "module", "require": "module",
        "createRequire": "opaque", "WebSocket": "url", "Deno.connect": "opaque", "Bun.connect": "opaque", "Deno.dlopen": "opaque",
        "getBuiltinModule": "module",
    },
    "perl": {
        "system": "auto", "exec": "auto", "readpipe": "shell", "open": "perl-open", "open2": "auto-2", "open3": "auto-3",
        "eval": "code", "do": "perl-do", "require": "perl-do", "unlink": "delete", "rename": "move", "copy": "copy",
        "move": "move", "syscall": "opaque", "sysopen": "read-2", "opendir": "read-2", "slurp": "read", "read_file": "read",
        "run": "auto", "capture": "auto", "capturex": "auto", "systemx": "auto", "get": "url-only", "getprint": "url-only",
        "rmtree": "delete", "remove_tree": "delete", "dlopen": "opaque", "IPC.Run.run": "auto",
    },
    "ruby": {
        "system": "auto", "exec": "auto", "spawn": "auto", "popen": "auto", "popen2": "auto", "popen3": "auto", "popen2e": "auto",
        "capture2": "auto", "capture2e": "auto", "capture3": "auto", "pipeline": "shell", "PTY.spawn": "auto",
        "eval": "code", "instance_eval": "code", "class_eval": "code", "module_eval": "code", "syscall": "opaque",
        "send": "ruby-send", "public_send": "ruby-send", "__send__": "ruby-send", "method": "ruby-send",
        "load": "opaque", "open": "ruby-open", "File.read": "read", "File.open": "read", "IO.read": "read",
        "File.readlines": "read", "IO.readlines": "read", "File.foreach": "read", "File.binread": "read", "IO.binread": "read",
        "File.new": "read", "Dir.glob": "read", "Dir.children": "read", "Dir.entries": "read", "IO.foreach": "read",
        "File.write": "write", "IO.write": "write", "File.delete": "delete", "File.unlink": "delete", "FileUtils.rm": "delete",
        "FileUtils.rm_rf": "delete", "FileUtils.rm_r": "delete", "FileUtils.rm_f": "delete", "FileUtils.cp": "copy",
        "FileUtils.mv": "move", "File.rename": "move", "ENV.fetch": "env", "ENV.to_h": "environment", "ENV.each": "environment",
        "URI.open": "url", "Net.HTTP.get": "opaque", "Net.HTTP.start": "opaque", "Net.HTTP.new": "opaque",
        "TCPSocket.new": "opaque", "Fiddle.dlopen": "opaque", "require": "ruby-require", "const_get": "opaque",
    },
    "php": {
        "system": "shell", "exec": "shell", "shell_exec": "shell", "passthru": "shell", "popen": "shell", "proc_open": "shell",
        "pcntl_exec": "argv", "eval": "code", "assert": "code", "create_function": "opaque", "call_user_func": "opaque",
        "call_user_func_array": "opaque", "array_map": "opaque", "usort": "opaque", "preg_replace_callback": "opaque",
        "file_get_contents": "read", "file": "read", "fopen": "read", "readfile": "read", "show_source": "read",
        "highlight_file": "read", "parse_ini_file": "read", "include": "read", "include_once": "read", "require": "read",
        "require_once": "read", "scandir": "read", "glob": "read", "file_put_contents": "write", "unlink": "delete",
        "rename": "move", "copy": "copy", "getenv": "env", "mail": "opaque", "dl": "opaque", "curl_init": "url",
        "fsockopen": "opaque", "stream_socket_client": "opaque", "putenv": "opaque", "FFI.cdef": "opaque",
    },
    "lua": {
        "os.execute": "shell", "io.popen": "shell", "io.open": "read", "io.lines": "read", "io.input": "read",
        "dofile": "read", "loadfile": "read", "loadstring": "code", "load": "code", "os.getenv": "env", "os.remove": "delete",
        "os.rename": "move", "package.loadlib": "opaque", "debug.getregistry": "opaque", "os.exit": "ignored",
        "ffi.C.system": "shell", "ffi.load": "opaque", "ffi.cdef": "opaque",
    },
    "r": {
        "system": "shell", "system2": "argv", "shell": "shell", "pipe": "shell", "eval": "opaque", "source": "read",
        "readLines": "read", "file": "read", "read.csv": "read", "read.table": "read", "scan": "read", "readRDS": "read",
        "load": "read", "unlink": "delete", "file.remove": "delete", "file.copy": "copy", "file.rename": "move",
        "Sys.getenv": "env", "url": "url", "download.file": "url", "parse": "opaque", "dyn.load": "opaque", "writeLines": "ignored",
        "processx.run": "argv", "run": "argv", "do.call": "opaque", "get": "opaque", "Reduce": "ignored",
    },
    "julia": {
        "run": "ignored", "read": "read", "open": "read", "readlines": "read", "readchomp": "read", "eachline": "read",
        "write": "write", "rm": "delete", "cp": "copy", "mv": "move", "eval": "opaque", "include": "read", "download": "url",
        "include_string": "opaque", "ccall": "opaque", "pipeline": "ignored",
    },
    "groovy": {"execute": "opaque", "evaluate": "code", "File": "read", "URL": "url", "exec": "opaque", "ProcessBuilder": "list",
               "Eval.me": "code", "System.getenv": "env"},
    "scala": {"Process": "auto", "exec": "auto", "ProcessBuilder": "list", "fromFile": "read", "readAllBytes": "opaque",
              "fromURL": "url", "getenv": "env", "env": "env"},
    "elixir": {"System.cmd": "argv", "System.shell": "shell", "cmd": "shell", "os.cmd": "shell", "Port.open": "opaque",
               "File.read": "read", "File.read!": "read", "File.stream!": "read", "File.write": "write", "File.rm": "delete",
               "Code.eval_string": "opaque", "System.get_env": "env", "File.rm_rf": "delete", "open_port": "opaque", "apply": "opaque"},
    "erlang": {"os.cmd": "shell", "open_port": "opaque", "file.read_file": "read", "file.consult": "read", "file.delete": "delete",
               "os.getenv": "env", "apply": "opaque", "httpc.request": "opaque"},
    "haskell": {"system": "shell", "callCommand": "shell", "callProcess": "argv", "readProcess": "argv", "readFile": "read",
                "rawSystem": "argv", "writeFile": "write", "getEnv": "env", "spawnCommand": "shell", "spawnProcess": "argv",
                "readCreateProcess": "opaque", "createProcess": "opaque", "removeFile": "delete", "executeFile": "argv"},
    "swift": {"Process": "opaque", "String": "ignored", "system": "shell", "popen": "shell", "posix_spawn": "opaque",
              "execv": "opaque"},
    "java": {"exec": "auto", "ProcessBuilder": "auto", "readAllBytes": "opaque", "readString": "opaque", "getenv": "env",
             "URL": "url", "File": "read", "FileReader": "read"},
}  # fmt: skip
MODULES: Final = (
    "child_process",
    "shelljs",
    "execa",
    "zx",
    "cross-spawn",
    "node-pty",
    "execshell",
    "cluster",
    "worker_threads",
)
FILES: Final = ("fs", "fs/promises", "fs-extra", "graceful-fs")
REMOTE: Final = (
    "http", "https", "http2", "net", "tls", "dgram", "axios", "got", "node-fetch", "undici", "request", "superagent", "ws", "pg",
    "mysql", "mysql2", "redis", "ioredis", "mongodb", "mongoose", "ssh2", "aws-sdk", "@kubernetes/client-node", "dockerode",
    "socket", "neo4j-driver", "knex", "@octokit/rest", "inspector", "vm", "repl", "module", "v8", "ffi-napi", "wasi",
    "LWP::Simple", "IO::Socket", "Net::SSH",
)  # fmt: skip
CONSTRUCTOR: Final = ("constructor", "__proto__", "mainModule", "_linkedBinding", "Reflect")
