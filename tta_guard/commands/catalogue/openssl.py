"""OpenSSL. A private key that is read is printed, unless the command says that only its public half is."""

# fmt: off
TOOL = {
    "names": ("openssl", "libressl"), "about": "keys, certificates, TLS",
    "docs": "https://docs.openssl.org/master/man1/", "style": "go", "help": ("-help",),
    "flags": {
        "-1": "flag", "-2": "flag", "-3": "flag", "-5": "flag", "-6": "flag", "-A": "flag", "-CA": "value",
        "-CAcreateserial": "flag", "-CAfile": "value", "-CAkey": "value", "-CApath": "value", "-CAserial": "value",
        "-CAstore": "value", "-CRLfile": "value", "-CSP": "value", "-EncryptedData_decrypt": "flag",
        "-EncryptedData_encrypt": "flag", "-HTTP": "flag", "-K": "value", "-P": "flag", "-S": "value",
        "-VAfile": "value", "-Verify": "value", "-WWW": "flag", "-a": "flag", "-accept": "value", "-addext": "value",
        "-addreject": "value", "-addtrust": "value", "-adv": "flag", "-aes-128-cbc": "flag", "-aes-128-ctr": "flag",
        "-aes-192-cbc": "flag", "-aes-256-cbc": "flag", "-aes-256-ctr": "flag", "-aes-256-gcm": "flag",
        "-aes128": "flag", "-aes192": "flag", "-aes256": "flag", "-aixmd5": "flag", "-algorithm": "value",
        "-alias": "flag", "-all": "flag", "-alpn": "value", "-apr1": "flag", "-aria128": "flag", "-aria256": "flag",
        "-asn1parse": "flag", "-attime": "value", "-b": "flag", "-base64": "flag", "-batch": "flag", "-binary": "flag",
        "-bind": "value", "-brief": "flag", "-bufsize": "value", "-bytes": "value", "-c": "flag", "-cacerts": "flag",
        "-camellia128": "flag", "-camellia256": "flag", "-caname": "value", "-cert": "value", "-cert_chain": "value",
        "-certfile": "value", "-certform": "value", "-certin": "flag", "-certopt": "value", "-certpbe": "value",
        "-certsout": "value", "-chacha20": "flag", "-check": "flag", "-checkemail": "value", "-checkend": "value",
        "-checkhost": "value", "-checkip": "value", "-cipher": "value", "-cipher-algorithms": "flag",
        "-ciphersuites": "value", "-clcerts": "flag", "-clrreject": "flag", "-clrtrust": "flag", "-commands": "flag",
        "-compress": "flag", "-config": "value", "-connect": "value", "-content": "value", "-conv_form": "value",
        "-crl": "value", "-crl_check": "flag", "-crl_check_all": "flag", "-crl_reason": "value", "-crldays": "value",
        "-crlf": "flag", "-curves": "value", "-d": "flag", "-data": "value", "-data_create": "flag", "-dates": "flag",
        "-days": "value", "-debug": "flag", "-decap": "flag", "-decrypt": "flag", "-derive": "flag", "-des": "flag",
        "-des-ede3-cbc": "flag", "-des3": "flag", "-descert": "flag", "-detached": "flag", "-dhparam": "value",
        "-digest": "value", "-digest-algorithms": "flag", "-dtls": "flag", "-dtls1": "flag", "-dtls1_2": "flag",
        "-e": "flag", "-early_data": "value", "-ecb": "flag", "-econtent_type": "value", "-elapsed": "flag",
        "-email": "flag", "-encap": "flag", "-encrypt": "flag", "-enddate": "value", "-engine": "value",
        "-evp": "value", "-export": "flag", "-extensions": "value", "-extfile": "value", "-f": "flag",
        "-fingerprint": "flag", "-fips-fingerprint": "flag", "-force_pubkey": "value", "-from": "value",
        "-genconf": "value", "-gencrl": "flag", "-genkey": "flag", "-genparam": "flag", "-genstr": "value",
        "-groups": "value", "-hash": "flag", "-help": "flag", "-hex": "flag", "-hexdump": "flag", "-hmac": "value",
        "-host": "value", "-ign_eof": "flag", "-in": "value", "-indef": "flag", "-index": "value", "-info": "flag",
        "-inform": "value", "-inkey": "value", "-issuer": "value", "-issuer_hash": "flag", "-iter": "value",
        "-iv": "value", "-k": "value", "-kdf": "value", "-kdflen": "value", "-key": "value", "-keyfile": "value",
        "-keyform": "value", "-keylogfile": "value", "-keymatexport": "value", "-keymatexportlen": "value",
        "-keyout": "value", "-keypbe": "value", "-kfile": "value", "-legacy": "flag", "-length": "value",
        "-list": "flag", "-list_curves": "flag", "-mac": "value", "-mac-algorithms": "flag", "-macalg": "value",
        "-macopt": "value", "-macsaltlen": "value", "-maxfraglen": "value", "-md": "value", "-md5": "flag",
        "-modulus": "flag", "-mr": "flag", "-msg": "flag", "-msie_hack": "flag", "-mtu": "value", "-multi": "value",
        "-name": "value", "-nameopt": "value", "-new": "flag", "-newhdr": "flag", "-newkey": "value",
        "-nextprotoneg": "value", "-no_dhe": "flag", "-no_ign_eof": "flag", "-no_nonce": "flag",
        "-no_signer_cert_verify": "flag", "-no_ssl3": "flag", "-no_tls1": "flag", "-no_tls1_1": "flag",
        "-no_tls1_2": "flag", "-no_tls1_3": "flag", "-noattr": "flag", "-nocerts": "flag", "-nocommands": "flag",
        "-nocrypt": "flag", "-nodes": "flag", "-nodetach": "flag", "-noemailDN": "flag", "-noenc": "flag",
        "-noindef": "flag", "-nointern": "flag", "-noiter": "flag", "-nokeys": "flag", "-nomac": "flag",
        "-none": "flag", "-noout": "flag", "-nopad": "flag", "-nosalt": "flag", "-nosigs": "flag",
        "-nosmimecap": "flag", "-not_after": "value", "-not_before": "value", "-noverify": "flag",
        "-nrequest": "value", "-o": "flag", "-ocsp": "flag", "-ocsp_uri": "flag", "-offset": "value", "-oid": "value",
        "-originator": "value", "-out": "value", "-outdir": "value", "-outform": "value", "-p": "flag",
        "-param_enc": "value", "-param_out": "flag", "-paramfile": "value", "-partial_chain": "flag", "-pass": "value",
        "-passin": "value", "-passout": "value", "-pbkdf2": "flag", "-peerkey": "value", "-pkeyopt": "value",
        "-policy": "value", "-port": "value", "-preserveDN": "flag", "-prexit": "flag", "-primes": "value",
        "-propquery": "value", "-provider": "value", "-provider-path": "value", "-providers": "flag",
        "-proxy": "value", "-prverify": "value", "-psk": "value", "-psk_identity": "value", "-pubin": "flag",
        "-pubkey": "flag", "-public-key-algorithms": "flag", "-pubout": "flag", "-purpose": "value", "-query": "flag",
        "-queryfile": "value", "-quiet": "flag", "-r": "flag", "-rand": "value", "-raw": "flag", "-recip": "value",
        "-reconnect": "flag", "-reply": "flag", "-req": "flag", "-reqexts": "value", "-reqin": "value",
        "-reqopt": "value", "-reqout": "value", "-requestCAfile": "value", "-resign": "flag", "-respin": "value",
        "-respout": "value", "-rev": "flag", "-reverse": "flag", "-revoke": "value", "-rkey": "value",
        "-rsigner": "value", "-salt": "flag", "-saltlen": "value", "-seconds": "value", "-secretkey": "value",
        "-secretkeyid": "value", "-section": "value", "-security_debug": "flag", "-security_debug_verbose": "flag",
        "-selfsign": "flag", "-serial": "value", "-serverinfo": "value", "-servername": "value", "-sess_in": "value",
        "-sess_out": "value", "-set_serial": "value", "-setalias": "value", "-sha1": "flag", "-sha256": "flag",
        "-sha384": "flag", "-sha512": "flag", "-showcerts": "flag", "-sigalgs": "value", "-sigfile": "value",
        "-sign": "value", "-signature": "value", "-signer": "value", "-sigopt": "value", "-smimesign": "flag",
        "-ss_cert": "value", "-ssl3": "flag", "-startdate": "value", "-starttls": "value", "-state": "flag",
        "-status": "value", "-stdin": "flag", "-stream": "flag", "-strparse": "value", "-subj": "value",
        "-subject": "value", "-subject_hash": "flag", "-table": "flag", "-text": "flag", "-text_pub": "flag",
        "-timeout": "value", "-tls1": "flag", "-tls1_1": "flag", "-tls1_2": "flag", "-tls1_3": "flag",
        "-tlsextdebug": "flag", "-to": "value", "-token_in": "flag", "-token_out": "flag", "-topk8": "flag",
        "-trace": "flag", "-traditional": "flag", "-trusted": "value", "-trustout": "flag", "-tspolicy": "value",
        "-twopass": "flag", "-uncompress": "flag", "-unix": "value", "-untrusted": "value", "-updatedb": "flag",
        "-url": "value", "-utf8": "flag", "-verbose": "flag", "-verify": "value", "-verify_depth": "value",
        "-verify_hostname": "value", "-verify_ip": "value", "-verify_name": "value", "-verify_quiet": "flag",
        "-verify_return_error": "flag", "-version": "flag", "-vfyopt": "value", "-wrap": "value",
        "-writerand": "value", "-www": "flag", "-x509": "flag", "-x509_strict": "flag", "-x509toreq": "flag",
        "-xmpphost": "value", "-z": "flag",
    },
    "stop": "first-positional", "effects": ("write",), "local": True, "target": None,
    "files": {
        "-in": "read", "-out": "create", "-key": "read", "-inkey": "read", "-keyfile": "read", "-keyout": "create",
        "-passin": "read source", "-passout": "read source", "-pass": "read source", "-kfile": "read",
        "-CAkey": "read", "-CAfile": "read", "-CA": "read", "-cert": "read", "-certfile": "read", "-config": "read",
        "-extfile": "read", "-signature": "read", "-signer": "read", "-recip": "read", "-paramfile": "read",
        "-rkey": "read", "-content": "read", "-data": "read", "-provider-path": "exec", "-engine": "exec",
        "-writerand": "write", "-rand": "read", "-sess_in": "read", "-sess_out": "create", "-keylogfile": "create",
        "-certsout": "create", "-queryfile": "read",
    },
    "subcommands": {
        "": {},
        (
            "version list help ciphers ecparam dsaparam dhparam errstr prime speed rand passwd info nseq fipsinstall"
        ): {"effects": ()},
        "rsa pkey ec dsa pkcs8": {
            "effects": ("read", "print-secret"),
            "when": (
                {
                    "if": {"any": ({"flag": "-noout"}, {"flag": "-pubout"}, {"flag": "-pubin"}, {"flag": "-text_pub"})},
                    "effects": (),
                },
                {
                    "if": {
                        "all": (
                            {"any": ({"flag": "-text"}, {"flag": "-text"})},
                            {"not": {"any": ({"flag": "-pubin"},)}},
                        ),
                    },
                    "add": ("read", "print-secret"),
                },
            ),
        },
        "pkcs12": {
            "effects": ("read", "print-secret"),
            "when": (
                {"if": {"any": ({"flag": "-nokeys"}, {"flag": "-noout"})}, "effects": ()},
                {"if": {"flag": "-export"}, "effects": ("write",)},
            ),
        },
        "enc aes-* des* base64 bf* rc4* camellia-* aria-* chacha20 sm4* cast* idea* seed*": {
            "effects": (),
            "when": (
                {
                    "if": {
                        "all": (
                            {"flag": "-d"},
                            {"any": ({"flag": "-k"}, {"flag": "-K"}, {"flag": "-pass"}, {"flag": "-kfile"})},
                        ),
                    },
                    "add": ("read", "print-secret"),
                },
                {
                    "if": {"all": ({"flag": "-d"}, {"any": ({"flag": "-p"}, {"flag": "-P"})})},
                    "add": ("read", "print-secret"),
                },
            ),
        },
        "rsautl pkeyutl cms smime": {
            "effects": (),
            "when": (
                {
                    "if": {"any": ({"flag": "-decrypt"}, {"flag": "-EncryptedData_decrypt"}, {"flag": "-derive"})},
                    "add": ("read", "print-secret"),
                },
            ),
        },
        "genrsa genpkey gendsa": {
            "effects": ("write", "print-secret"), "when": ({"if": {"flag": "-out"}, "effects": ("write",)},),
        },
        "req": {
            "when": (
                {"if": {"not": {"any": ({"flag": "-new"}, {"flag": "-newkey"}, {"flag": "-x509"})}}, "effects": ()},
            ),
        },
        (
            "x509 verify crl asn1parse dgst mac kdf pkeyparam rehash c_rehash storeutl sess_id ocsp ts spkac md5 sha1 "
            "sha256 sha384 sha512 sha3-* blake2*"
        ): {"effects": (), "files": {"@*": "read"}},
        "ca srp": {},
        "s_client s_time": {
            "effects": ("network",), "local": False,
            "target": {"resolver": "url", "url": ("-connect", "-host"), "proxy": ("-proxy",)},
        },
        "s_server": {"effects": ("network", "exec")},
        "cmp": {
            "effects": ("write", "network"), "local": False,
            "target": {"resolver": "url", "url": ("-connect", "-host"), "proxy": ("-proxy",)},
        },
    },
}
