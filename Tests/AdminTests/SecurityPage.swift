/// What docs/security.md promises, sentence by sentence, with the tests that show it.
enum SecurityPage {
    struct Claim: Sendable {
        var sentence: String
        /// Names of tests; empty for advice, which nothing can show.
        var tests: [String]

        init(_ sentence: String, _ tests: String...) {
            self.sentence = sentence
            self.tests = tests
        }
    }

    /// By the titles of the page.
    static let sections: [(title: String, claims: [Claim])] = [
        ("Roles", roles), ("What protects what", protections), ("Handlers", handlers), ("Behind a proxy", proxies),
        ("What does not protect", limits),
    ]

    private static let doctor = "the doctor names files that every account of the machine can read or write, and what to do"
    private static let numbers = "the numbers on the page of security are those of the program"

    /// The section "What protects what".
    static let protections: [Claim] = [
        Claim(
            "**Passwords** are stored as scrypt hashes (N = 2^15, r = 8, p = 3, a salt each); the cost stands in the hash, and a login with an "
                + "older one stores a new one.",
            numbers, "scrypt is scrypt: a vector of RFC 7914", "with an old hash that was cheaper, a login stores a new one"),
        Claim(
            "Hashing happens on one thread of its own, so that logins take neither the memory nor the threads of the service.",
            "more checks at once than can wait are sent away, and none is lost"),
        Claim(
            "A wrong name takes as long as a wrong password, and gets the same answer.",
            "an unknown user's password is hashed too, at the same cost", "a wrong name and a wrong password get the same answer"),
        Claim(
            "A new password has at least 12 characters, and is refused when it is little more than common words, the user's name, sequences, "
                + "keyboard rows, years or repetitions; a few unrelated words pass.",
            "a password made of what everybody uses is refused", "a few unrelated words, and what nobody could make up, are taken"),
        Claim(
            "**Names** of new users are written in one way: full width and capitals are the same name.",
            "full width and capitals are the same name"),
        Claim(
            "A name that looks like another user's, mixes scripts or hides something invisible is refused.",
            "a name that looks like another, or hides something, is refused"),
        Claim(
            "Users who are there already keep theirs.",
            "whoever has such a name already logs in as before, and a new one is refused over the API"),
        Claim(
            "**Guessing** is slowed down where it comes from: ten attempts in a row for an address (a /64 of IPv6; 60 for a /48), then one every "
                + "30 seconds, status 429 with `Retry-After`.",
            numbers, "each address has ten attempts in a row, whatever the names; a known place has its own",
            "a network of IPv6 is one address, and 65,536 of them are not as many customers",
            "wrong passwords are slowed down, whatever the name, and the right one is not let through meanwhile"),
        Claim("Attempts that were sent away do not count.", "ten attempts in a row, then one every half minute; a right one costs nothing"),
        Claim(
            "Nobody can lock somebody else out: guesses from other addresses do not count against a user, and a browser the user has logged in "
                + "with before (a cookie that is signed with the password's hash and lets nobody in) has ten attempts of its own, also behind an "
                + "address that others guess from.",
            "guesses for a user from ever new addresses keep the user out nowhere", "a known browser has ten attempts too",
            "a browser that has logged in before is not kept out by guesses from its own address, until the password changes",
            "the mark of a browser is of one user, and of the password of now"),
        Claim(
            "When very many guess at once, everybody at a new place waits two seconds more, and known places go first.",
            "when very many guess, strangers wait, and known places do not"),
        Claim(
            "The counts live in the memory of each admin process.",
            "millions of addresses take no more memory than a few, and do not wash the worst away"),
        Claim(
            "**Sessions** are 256 random bits in a cookie that is `HttpOnly` and `SameSite=Lax`, over TLS also `Secure` and bound to the host "
                + "(`__Host-`).",
            "the cookie is out of reach of scripts and of other sites, and over TLS it is bound to the host",
            "over TLS a cookie is for the path alone, where there is one"),
        Claim(
            "The store has their SHA-256 only.",
            "the cookie is out of reach of scripts and of other sites, and over TLS it is bound to the host"),
        Claim(
            "Each login begins a new session and ends the one the browser had.",
            "an id that was planted before the login is not that of the session, and the old session ends"),
        Claim(
            "They end at logout, after 12 hours without use (`admin.session_idle_minutes`), after 7 days (`admin.session_hours`), and all of them "
                + "when the password is changed or the user is removed.",
            numbers, "after logout the session is gone, also for whoever kept the cookie",
            "a session ends when it is not used, and after its lifetime even when it is",
            "a session that may be idle for a minute lasts while it is used",
            "a new password ends all sessions of the user, a new role none",
            "a user who is removed is out at once"),
        Claim(
            "An event stream (`/api/events`) ends within five seconds of the session or token that opened it.",
            numbers, "a stream ends soon after what opened it", "a stream goes on while its session holds, and is no use of it"),
        Claim(
            "**Forms** of foreign sites are refused twice: by the `Origin` that browsers send, and by a token of the session that every form of "
                + "ours carries, also without JavaScript.",
            "a page of another origin changes nothing", "every form of every page that posts carries the token",
            "a form without the session's token, or with another session's, changes nothing"),
        Claim(
            "A session's cookie changes nothing over the API unless the request shows that it comes from our own pages, or from an origin of "
                + "`admin.cors` with `allow_credentials`.",
            "a session's cookie alone does not let a program change things over the API",
            "with allow_credentials the visitor's session counts for a named origin, and the browser is told so"),
        Claim(
            "Pages of other origins of `admin.cors` act with an API token only, also while there are no users.",
            "a page of a named origin acts with an API token, and with nothing else unless credentials are allowed",
            "a star lets every page use tokens, and no page the visitor's session"),
        Claim(
            "**API tokens** are 256 random bits behind `jobu_`, shown once, stored as SHA-256, with a role and, if you like, an end.",
            "a token is shown once, works until it is revoked, and says who it is",
            "a token that has expired is refused, and its use is noted seldom"),
        Claim("They belong to no user: look through them when somebody leaves."),
        Claim(
            "What a proxy hands on in `Authorization`, such as `Basic`, is none of ours: it lets nobody in and keeps nobody out.",
            "what a proxy hands on in Authorization neither keeps a session out nor lets anybody in"),
        Claim(
            "**Changes** are in the audit log: who, when, from where, what, before and after.",
            "every change that somebody asks for is in the log, with before and after"),
        Claim(
            "An entry is written in the transaction of its change, so that neither is there without the other; for decisions about transactions "
                + "over several databases, which lie in other databases, the entry is written first.",
            "what a service does, what changes nothing and what is undone is not in the log",
            "a decision about a transaction is in the log, and a refusal too"),
        Claim("Secrets and their hashes are never in it.", "the log tells of accounts, and no secret or hash of one is in it"),
        Claim(
            "The command line is in it too, under the name of the operating system's user.",
            "users and tokens come and go on the command line, and the log tells who did it"),
        Claim("It is kept for `maintenance.retention_days`.", "old entries are pruned in batches, the oldest first"),
        Claim(
            "**Browsers** get a content security policy without inline script, and headers against framing, sniffing and leaking addresses.",
            "every answer carries the headers that confine a page", "pages hold no script, style or handler of their own"),
        Claim(
            "A `Host` that is not ours is refused, so that a foreign name pointed at this machine (DNS rebinding) reaches nothing.",
            "a foreign host name is refused"),
        Claim(
            "With `admin.tls`, TLS 1.2 with forward secrecy or newer, and HSTS.",
            "with a certificate the pages are served over TLS, and say so to browsers"),
        Claim(
            "**Requests** are bounded: 1 MiB of body, 32 KiB of header, 30 seconds to arrive, 30 seconds of silence on a connection, 30 seconds "
                + "in which nobody takes the answer.",
            numbers, "a body that does not arrive in time ends its connection", "a head that does not arrive in time ends its connection",
            "an answer that nobody takes ends its connection"),
        Claim(
            "A search of jobs looks through 100,000 of them in one go, and says where to go on.", numbers,
            "a text is looked for in so many runs in one go, the list tells how far, and going on leaves nothing out",
            "a search that has not looked at all jobs says so over the API, and next goes on until nothing is left out"),
        Claim(
            "**Connections** are bounded in all and for each address (`admin.connections`).",
            "an address over its own limit makes room among its own connections only",
            "half-open connections of one address make room for its next one"),
        Claim(
            "Where no place is left, the one that has waited longest without a request makes room, so that half-open requests keep nobody out.",
            "where all places are taken, the connection that has waited longest without a request makes room",
            "1,000 half-open requests keep nobody out: pages are answered, and jobs of the same process succeed"),
        Claim(
            "Half of the files a process may open are kept for databases and jobs.",
            "half of a process's descriptors are kept apart from connections"),
        Claim(
            "**Files**: a store on SQLite and its folder are created for their owner alone (0600, 0700), and so are the configuration files of "
                + "`jobu init` (0600); its units and its image see to it that nobody else reads configuration and data.",
            "the store's files are created for their owner alone, whatever the umask, and so is their folder",
            "the configuration files of a new project are for their owner alone, and its sources are not",
            "the units and the image of a project keep what they create from others"),
        Claim(
            "A file that exists keeps its rights: `jobu doctor` names those that every account of the machine can read or write.",
            "a file that exists keeps its rights", doctor),
        Claim(
            "It fails where they can write, or read a secret or the store, and warns where they can read configuration in which no secret stands.",
            doctor),
        Claim("What a group may do is left to you.", doctor),
    ]

    /// The section "Behind a proxy".
    static let proxies: [Claim] = [
        Claim(
            "Without users the admin does not start behind a proxy, which `trusted_proxies` or a public name in `allowed_hosts` shows, and a "
                + "request that a proxy hands on (`X-Forwarded-For`, `Forwarded`, `Via` and the like) is refused.",
            "behind a proxy the start is refused until there is a user, or the proxy is said to authenticate",
            "while there are no users, what a proxy hands on is refused on every route that is not open"),
        Claim(
            "If the proxy itself lets in only those who may do everything, say so with `admin.proxy_authenticates: true`.",
            "a proxy that is said to authenticate is let in without users"),
        Claim(
            "List it in `admin.trusted_proxies`, or all visitors share one address and one bucket of attempts, and cookies are not marked `Secure`.",
            "a proxy's word counts only where it is trusted, and only as far as trust reaches"),
        Claim(
            "The nearest address that no trusted proxy vouches for is taken.",
            "a proxy's word counts only where it is trusted, and only as far as trust reaches"),
        Claim(
            "`X-Forwarded-Prefix` counts from these proxies only, too.",
            "X-Forwarded-Prefix counts where it comes from a trusted proxy, and nowhere else"),
        Claim("List the public name in `admin.allowed_hosts`.", "loopback and allowed host names are served"),
        Claim("Keep the admin on an address that only the proxy reaches."),
        Claim(
            "Below a path of the proxy (`admin.base_path`, or that field) every link, redirect and cookie is for that path; over TLS the cookies "
                + "are `__Secure-` then.",
            "every link, form and file of every page lies below the base path",
            "redirects lead below it, cookies are for it alone, and a login leads back to where it was asked for",
            "over TLS a cookie is for the path alone, where there is one"),
    ]
}
