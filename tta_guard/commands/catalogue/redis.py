"""Redis and its relatives: commands are looked up as they are usually spelt."""

# fmt: off
TOOL = {
    "names": ("redis-cli", "valkey-cli", "keydb-cli", "iredis"), "about": "Redis",
    "docs": "https://redis.io/docs/latest/develop/tools/cli/", "style": "gnu", "help": ("--help", "--version"),
    "stop": "first-positional", "unlisted": "flag",
    "flags": {
        "-2": "flag", "-3": "flag", "-a": "value", "--askpass": "flag", "--bigkeys": "flag", "-c": "flag",
        "--cacert": "value", "--cacertdir": "value", "--cert": "value", "--cluster": "value", "--count": "value",
        "--csv": "flag", "-D": "value", "-d": "value", "-e": "flag", "--eval": "value", "--functions-rdb": "value",
        "-h": "value", "--help": "flag", "--hotkeys": "flag", "-i": "value", "--insecure": "flag",
        "--intrinsic-latency": "value", "--json": "flag", "--key": "value", "--latency": "flag",
        "--latency-dist": "flag", "--latency-history": "flag", "--ldb": "flag", "--ldb-sync-mode": "flag",
        "--lru-test": "value", "--memkeys": "flag", "--memkeys-samples": "value", "-n": "value",
        "--no-auth-warning": "flag", "--no-raw": "flag", "-p": "value", "--pass": "value", "--pattern": "value",
        "--pipe": "flag", "--pipe-timeout": "value", "--quoted-input": "flag", "--quoted-json": "flag",
        "--quoted-pattern": "value", "-r": "value", "--raw": "flag", "--rdb": "value", "--replica": "flag",
        "-s": "value", "--scan": "flag", "--show-pushes": "value", "--sni": "value", "--stat": "flag", "-t": "value",
        "--tls": "flag", "--tls-ciphers": "value", "--tls-ciphersuites": "value", "-u": "value", "--user": "value",
        "--verbose": "flag", "--version": "flag", "-X": "value", "-x": "flag",
    },
    "effects": ("write", "delete"),
    "target": {
        "resolver": "database", "url": ("-u",), "host": ("-h", "$REDIS_HOST"), "port": ("-p",), "database": ("-n",),
        "socket": ("-s",),
    },
    "files": {"--rdb": "create", "--eval": "read", "--key": "read", "--cert": "read"},
    "when": (
        {
            "if": {
                "any": (
                    {"flag": "--bigkeys"},
                    {"flag": "--memkeys"},
                    {"flag": "--hotkeys"},
                    {"flag": "--scan"},
                    {"flag": "--stat"},
                    {"flag": "--latency"},
                    {"flag": "--rdb"},
                ),
            },
            "effects": ("read",),
        },
    ),
    "subcommands": {
        (
            "get mget strlen exists keys scan type ttl pttl ping echo info dbsize hget hgetall hmget hkeys hvals hlen "
            "hexists hscan lrange llen lindex smembers scard sismember sscan srandmember zrange zrangebyscore "
            "zrevrange zcard zscore zrank zcount zscan xrange xrevrange xlen xinfo getrange getbit bitcount bitpos "
            "pfcount object memory time lastsave role slowlog latency monitor randomkey dump geopos geodist "
            "georadius_ro command expiretime touch lolwut GET MGET STRLEN EXISTS KEYS SCAN TYPE TTL PTTL PING ECHO "
            "INFO DBSIZE HGET HGETALL HMGET HKEYS HVALS HLEN HEXISTS HSCAN LRANGE LLEN LINDEX SMEMBERS SCARD "
            "SISMEMBER SSCAN SRANDMEMBER ZRANGE ZRANGEBYSCORE ZREVRANGE ZCARD ZSCORE ZRANK ZCOUNT ZSCAN XRANGE "
            "XREVRANGE XLEN XINFO GETRANGE GETBIT BITCOUNT BITPOS PFCOUNT OBJECT MEMORY TIME LASTSAVE ROLE SLOWLOG "
            "LATENCY MONITOR RANDOMKEY DUMP GEOPOS GEODIST GEORADIUS_RO COMMAND EXPIRETIME TOUCH LOLWUT"
        ): {"effects": ("read",)},
        (
            "del unlink flushall flushdb expire expireat pexpire persist hdel lrem ltrim srem zrem zremrangebyscore "
            "xdel xtrim getdel spop lpop rpop zpopmin zpopmax DEL UNLINK FLUSHALL FLUSHDB EXPIRE EXPIREAT PEXPIRE "
            "PERSIST HDEL LREM LTRIM SREM ZREM ZREMRANGEBYSCORE XDEL XTRIM GETDEL SPOP LPOP RPOP ZPOPMIN ZPOPMAX"
        ): {"effects": ("delete", "write")},
        (
            "set setnx setex mset getset incr decr incrby decrby append hset hsetnx hmset hincrby lpush rpush lset "
            "sadd smove zadd zincrby xadd rename copy move publish setrange setbit pfadd geoadd select multi exec "
            "discard restore auth hello SET SETNX SETEX MSET GETSET INCR DECR INCRBY DECRBY APPEND HSET HSETNX HMSET "
            "HINCRBY LPUSH RPUSH LSET SADD SMOVE ZADD ZINCRBY XADD RENAME COPY MOVE PUBLISH SETRANGE SETBIT PFADD "
            "GEOADD SELECT MULTI EXEC DISCARD RESTORE AUTH HELLO"
        ): {"effects": ("write",)},
        "config acl CONFIG ACL": {
            "effects": ("write",),
            "subcommands": {
                "get whoami list cat users getuser GET WHOAMI LIST CAT USERS GETUSER": {
                    "effects": ("read", "print-secret"),
                },
                "help HELP": {"effects": ()},
            },
        },
        (
            "eval evalsha fcall function script module debug shutdown replicaof slaveof migrate cluster failover "
            "bgsave bgrewriteaof save swapdb client EVAL EVALSHA FCALL FUNCTION SCRIPT MODULE DEBUG SHUTDOWN "
            "REPLICAOF SLAVEOF MIGRATE CLUSTER FAILOVER BGSAVE BGREWRITEAOF SAVE SWAPDB CLIENT"
        ): {"effects": ("write", "delete")},
    },
}
