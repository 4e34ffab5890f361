/// The words that people make passwords of most, as every list of stolen ones shows. What a sequence, a keyboard row, a year or a
/// repetition is, `PasswordStrength` finds by itself.
enum CommonWords {
    static let all: Set<String> = Set(text.split(whereSeparator: \.isWhitespace).map(String.init))

    /// The longest of them, characters.
    static let lengthMax = all.map(\.count).max() ?? 0

    private static let text = """
        password passwort passwd passphrase passcode passw pass word secret secrets letmein welcome hello login logon signin access
        admin admins administrator root superuser super user users username guest test tests testing tester demo sample example default
        master changeme change temp temporary system server service services manager operator office company business work worker
        security secure private public internal database data backup oracle mysql postgres mariadb sqlite cisco linux ubuntu debian
        windows microsoft google apple android samsung facebook twitter youtube amazon yahoo gmail hotmail internet computer
        network router wifi wireless monitor keyboard mouse printer laptop phone mobile iphone docker kubernetes jenkins github gitlab
        production prod staging develop developer devops deploy cron batch job jobs scheduler queue schedule
        iloveyou loveyou lovely love lover loveme forever always together baby babygirl honey sweetheart angel princess prince queen
        king kingdom heart kiss kisses sexy beautiful pretty cutie cute darling sugar candy cookie chocolate cherry peach apple banana
        orange lemon strawberry coffee pepper cheese butter bubbles sunshine sunflower rainbow flower flowers rose lily daisy jasmine
        summer winter spring autumn january february march april may june july august september october november december
        monday tuesday wednesday thursday friday saturday sunday morning night midnight today tomorrow birthday christmas holiday
        football soccer baseball basketball hockey tennis golf rugby cricket swimming running racing yankees lakers cowboys steelers
        eagles rangers giants dodgers redsox liverpool chelsea arsenal manchester united barcelona madrid juventus player players
        monkey dragon tiger lion eagle falcon shark wolf bear panther cobra snake spider turtle rabbit bunny kitten kitty puppy doggie
        horse horses pony chicken duck fish dolphin butterfly bird phoenix unicorn dinosaur pokemon pikachu mickey minnie snoopy
        batman superman spiderman ironman starwars skywalker yoda vader matrix terminator gandalf merlin hobbit potter harry ninja
        samurai warrior hunter killer shadow ghost demon devil hell heaven jesus christ god blessed faith hope grace church bible
        michael jennifer thomas jordan charlie andrew daniel joshua matthew robert william david james john joseph george richard
        anthony nicole jessica ashley amanda samantha sarah michelle melissa stephanie elizabeth rebecca rachel maria anna emma
        victoria alexander alexandra maggie ginger bailey buster tigger pepper hannah hunter austin taylor maverick harley ranger
        mustang ferrari porsche mercedes corvette camaro yamaha suzuki honda toyota nissan subaru lexus jaguar chevy
        trustno trust nothing whatever something anything everything money dollar dollars million rich power powerful strong strength
        freedom free world life live living lucky luck happy happiness smile peace dream dreams star stars sun moon sky ocean
        river mountain island beach water fire ice snow thunder lightning storm diamond diamonds golden gold silver crystal pearl purple
        yellow green blue black white red pink brown color music guitar piano drummer metal rock rocky rockstar hiphop jazz
        metallica nirvana slipknot eminem beatles elvis marley bond agent zero alpha beta gamma delta omega
        america american canada england london paris berlin germany france italy spain texas florida california chicago boston
        newyork dallas denver houston phoenix australia sydney mexico brazil korea seoul busan tokyo japan china taiwan
        qwerty qwertz azerty qwer asdf zxcv qazwsx wsxedc edcrfv qweasd asdzxc zaqxsw zaqwsx passpass abcd abc abcabc aaa xxx
        fuck fuckyou fucker bitch asshole shit dick pussy boobs bigdick sex porn naked playboy penis
        dkssud dkssudgktpdy tkfkdgo tkfkd qlalfqjsgh rhksflwk dkagh eogksalsrnr gksrnr saranghae annyeong minsu minji jihye
        yellowstone whiteboard blackberry firebird firefox mozilla chrome explorer trustme trusted nopassword mypassword yourpassword
        newpassword oldpassword thepassword password's mysecret topsecret please please me your the new old our for you and are
        house home family mother father mom dad mommy daddy brother sister friend friends bestfriend buddy school college teacher
        student doctor nurse police soldier army navy marine pilot captain chief boss
        corona covid virus vaccine pandemic trump biden obama clinton bitcoin crypto ethereum blockchain
        """
}
