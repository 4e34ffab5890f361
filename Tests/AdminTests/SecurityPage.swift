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
        ("Roles", roles), ("Protections", protections), ("Handlers", handlers), ("Behind a proxy", proxies),
        ("Known limits", limits),
    ]

    private static let doctor = "the doctor names files that every account of the machine can read or write, and what to do"
    private static let numbers = "the numbers on the page of security are those of the program"

    /// The section "Protections".
    static let protections: [Claim] = [
        Claim(
            "**Passwords** are stored as scrypt hashes (N = 2^15, r = 8, p = 3), each with its own salt.",
            numbers,
            "scrypt is scrypt: a vector of RFC 7914",
            "with an old hash that was cheaper, a login stores a new one"),
        Claim(
            "The cost is stored with the hash; a login with an older cost stores a new hash.",
            numbers,
            "scrypt is scrypt: a vector of RFC 7914",
            "with an old hash that was cheaper, a login stores a new one"),
        Claim(
            "Hashing runs on a dedicated thread, so logins take neither memory nor threads from the service.",
            "more checks at once than can wait are sent away, and none is lost"),
        Claim(
            "A wrong name takes as long as a wrong password and gets the same response.",
            "an unknown user's password is hashed too, at the same cost",
            "a wrong name and a wrong password get the same answer"),
        Claim(
            "A new password needs at least 12 characters.",
            "a password made of what everybody uses is refused",
            "a few unrelated words, and what nobody could make up, are taken"),
        Claim(
            "It is refused if it is little more than common words, the user's name, sequences, keyboard rows, years or repetitions.",
            "a password made of what everybody uses is refused",
            "a few unrelated words, and what nobody could make up, are taken"),
        Claim(
            "A few unrelated words are accepted.",
            "a password made of what everybody uses is refused",
            "a few unrelated words, and what nobody could make up, are taken"),
        Claim(
            "**Names** of new users are normalized: full-width and capital letters give the same name.",
            "full width and capitals are the same name"),
        Claim(
            "A name is refused if it looks like another user's name, mixes scripts or contains invisible characters.",
            "a name that looks like another, or hides something, is refused"),
        Claim(
            "Existing users keep their names.",
            "whoever has such a name already logs in as before, and a new one is refused over the API"),
        Claim(
            "**Password guessing** is limited per source address: ten attempts in a row, then one every 30 seconds.",
            numbers,
            "each address has ten attempts in a row, whatever the names; a known place has its own",
            "a network of IPv6 is one address, and 65,536 of them are not as many customers",
            "wrong passwords are slowed down, whatever the name, and the right one is not let through meanwhile"),
        Claim(
            "For IPv6, the source is the /64 network; a /48 network has 60 attempts in a row, then one every 5 seconds.",
            numbers,
            "each address has ten attempts in a row, whatever the names; a known place has its own",
            "a network of IPv6 is one address, and 65,536 of them are not as many customers",
            "wrong passwords are slowed down, whatever the name, and the right one is not let through meanwhile"),
        Claim(
            "Further attempts get status 429 with `Retry-After`.",
            numbers,
            "each address has ten attempts in a row, whatever the names; a known place has its own",
            "a network of IPv6 is one address, and 65,536 of them are not as many customers",
            "wrong passwords are slowed down, whatever the name, and the right one is not let through meanwhile"),
        Claim("Refused attempts do not count.", "ten attempts in a row, then one every half minute; a right one costs nothing"),
        Claim(
            "An attacker cannot lock out a user: guesses from other addresses do not count against the user.",
            "guesses for a user from ever new addresses keep the user out nowhere",
            "a known browser has ten attempts too",
            "a browser that has logged in before is not kept out by guesses from its own address, until the password changes",
            "the mark of a browser is of one user, and of the password of now"),
        Claim(
            "A browser in which the user has logged in before has ten attempts of its own, even behind an address that others guess "
                + "from.",
            "guesses for a user from ever new addresses keep the user out nowhere",
            "a known browser has ten attempts too",
            "a browser that has logged in before is not kept out by guesses from its own address, until the password changes",
            "the mark of a browser is of one user, and of the password of now"),
        Claim(
            "A cookie identifies this browser; it is signed with the password's hash and grants no access.",
            "guesses for a user from ever new addresses keep the user out nowhere",
            "a known browser has ten attempts too",
            "a browser that has logged in before is not kept out by guesses from its own address, until the password changes",
            "the mark of a browser is of one user, and of the password of now"),
        Claim(
            "If very many attempts arrive at once, attempts from unknown places wait two more seconds, and known places go first.",
            "when very many guess, strangers wait, and known places do not"),
        Claim(
            "Each admin process keeps these counts in memory.",
            "millions of addresses take no more memory than a few, and do not wash the worst away"),
        Claim(
            "**Sessions** are 256 random bits in a cookie that is `HttpOnly` and `SameSite=Lax`.",
            "the cookie is out of reach of scripts and of other sites, and over TLS it is bound to the host",
            "over TLS a cookie is for the path alone, where there is one"),
        Claim(
            "Over TLS, the cookie is also `Secure` and bound to the host (`__Host-`).",
            "the cookie is out of reach of scripts and of other sites, and over TLS it is bound to the host",
            "over TLS a cookie is for the path alone, where there is one"),
        Claim(
            "The store contains only the SHA-256 of the session.",
            "the cookie is out of reach of scripts and of other sites, and over TLS it is bound to the host"),
        Claim(
            "Each login starts a new session and ends the previous session of that browser.",
            "an id that was planted before the login is not that of the session, and the old session ends"),
        Claim(
            "A session ends at logout, after 12 hours without use (`admin.session_idle_minutes`), or after 7 days "
                + "(`admin.session_hours`).",
            numbers,
            "after logout the session is gone, also for whoever kept the cookie",
            "a session ends when it is not used, and after its lifetime even when it is",
            "a session that may be idle for a minute lasts while it is used",
            "a new password ends all sessions of the user, a new role none",
            "a user who is removed is out at once"),
        Claim(
            "All sessions of a user end when the password is changed or the user is removed.",
            numbers,
            "after logout the session is gone, also for whoever kept the cookie",
            "a session ends when it is not used, and after its lifetime even when it is",
            "a session that may be idle for a minute lasts while it is used",
            "a new password ends all sessions of the user, a new role none",
            "a user who is removed is out at once"),
        Claim(
            "An event stream (`/api/events`) closes within five seconds after its session or token ends.",
            numbers,
            "a stream ends soon after what opened it",
            "a stream goes on while its session holds, and is no use of it"),
        Claim(
            "**Forms** of other sites are refused twice: by the `Origin` header that browsers send, and by a session token in every "
                + "form.",
            "a page of another origin changes nothing",
            "every form of every page that posts carries the token",
            "a form without the session's token, or with another session's, changes nothing"),
        Claim(
            "The token works without JavaScript.",
            "a page of another origin changes nothing",
            "every form of every page that posts carries the token",
            "a form without the session's token, or with another session's, changes nothing"),
        Claim(
            "With a session cookie, the API accepts changes only from JobU's own pages, or from an origin of `admin.cors` with "
                + "`allow_credentials`.",
            "a session's cookie alone does not let a program change things over the API",
            "with allow_credentials the visitor's session counts for a named origin, and the browser is told so"),
        Claim(
            "Pages of other `admin.cors` origins need an API token, even while there are no users.",
            "a page of a named origin acts with an API token, and with nothing else unless credentials are allowed",
            "a star lets every page use tokens, and no page the visitor's session"),
        Claim(
            "**API tokens** are 256 random bits after the prefix `jobu_`, shown once and stored as SHA-256.",
            "a token is shown once, works until it is revoked, and says who it is",
            "a token that has expired is refused, and its use is noted seldom"),
        Claim(
            "Each token has a role and, optionally, an expiry time.",
            "a token is shown once, works until it is revoked, and says who it is",
            "a token that has expired is refused, and its use is noted seldom"),
        Claim("Tokens belong to no user: review them when a person leaves the team."),
        Claim(
            "Other credentials in `Authorization`, such as the `Basic` credentials of a proxy, are ignored: they neither grant nor "
                + "block access.",
            "what a proxy hands on in Authorization neither keeps a session out nor lets anybody in"),
        Claim(
            "**Changes** are recorded in the audit log: actor, time, address, action, and the values before and after.",
            "every change that somebody asks for is in the log, with before and after"),
        Claim(
            "Each entry is written in the transaction of its change, so neither exists without the other.",
            "what a service does, what changes nothing and what is undone is not in the log",
            "a decision about a transaction is in the log, and a refusal too"),
        Claim(
            "Decisions about multi-database transactions are stored in other databases; for these, the entry is written first.",
            "what a service does, what changes nothing and what is undone is not in the log",
            "a decision about a transaction is in the log, and a refusal too"),
        Claim(
            "Secrets and their hashes never appear in the audit log.",
            "the log tells of accounts, and no secret or hash of one is in it"),
        Claim(
            "Changes made with `jobu` on the command line are recorded under the name of the operating system user.",
            "users and tokens come and go on the command line, and the log tells who did it"),
        Claim("Entries are kept for `maintenance.retention_days`.", "old entries are pruned in batches, the oldest first"),
        Claim(
            "**Browsers** receive a content security policy without inline scripts, and headers against framing, content sniffing and "
                + "leaked addresses.",
            "every answer carries the headers that confine a page",
            "pages hold no script, style or handler of their own"),
        Claim(
            "A request with an unknown `Host` is refused, so a foreign name that points to this machine (DNS rebinding) reaches nothing.",
            "a foreign host name is refused"),
        Claim(
            "With `admin.tls`, the admin requires TLS 1.2 with forward secrecy or newer, and sends HSTS.",
            "with a certificate the pages are served over TLS, and say so to browsers"),
        Claim(
            "**Requests** are limited to 1 MiB of body and 32 KiB of headers.",
            numbers,
            "a body that does not arrive in time ends its connection",
            "a head that does not arrive in time ends its connection",
            "an answer that nobody takes ends its connection"),
        Claim(
            "The limit is 30 seconds each for the arrival of a request, an idle connection, and a response that the client does not "
                + "read.",
            numbers,
            "a body that does not arrive in time ends its connection",
            "a head that does not arrive in time ends its connection",
            "an answer that nobody takes ends its connection"),
        Claim(
            "A search examines up to 100,000 jobs per request and returns the position to continue from.",
            numbers,
            "a text is looked for in so many runs in one go, the list tells how far, and going on leaves nothing out",
            "a search that has not looked at all jobs says so over the API, and next goes on until nothing is left out"),
        Claim(
            "**Connections** are limited in total and per address (`admin.connections`).",
            "an address over its own limit makes room among its own connections only",
            "half-open connections of one address make room for its next one"),
        Claim(
            "At the limit, the connection that has waited longest without a request is closed, so half-open requests block no other "
                + "client.",
            "where all places are taken, the connection that has waited longest without a request makes room",
            "1,000 half-open requests keep nobody out: pages are answered, and jobs of the same process succeed"),
        Claim(
            "Half of the files that a process can open are reserved for databases and jobs.",
            "half of a process's descriptors are kept apart from connections"),
        Claim(
            "**Files**: a SQLite store and its folder are created with access for their owner only (0600, 0700).",
            "the store's files are created for their owner alone, whatever the umask, and so is their folder",
            "the configuration files of a new project are for their owner alone, and its sources are not",
            "the units and the image of a project keep what they create from others"),
        Claim(
            "So are the configuration files of `jobu init` (0600).",
            "the store's files are created for their owner alone, whatever the umask, and so is their folder",
            "the configuration files of a new project are for their owner alone, and its sources are not",
            "the units and the image of a project keep what they create from others"),
        Claim(
            "The systemd units and the image that it creates keep other accounts from reading configuration and data.",
            "the store's files are created for their owner alone, whatever the umask, and so is their folder",
            "the configuration files of a new project are for their owner alone, and its sources are not",
            "the units and the image of a project keep what they create from others"),
        Claim(
            "Existing files keep their permissions; `jobu doctor` lists those that every account of the machine can read or write.",
            "a file that exists keeps its rights",
            doctor),
        Claim("It fails if such a file is writable, or if a secret or the store is readable.", doctor),
        Claim("It warns if configuration without secrets is readable.", doctor),
        Claim("Group permissions are up to you.", doctor),
    ]
}
