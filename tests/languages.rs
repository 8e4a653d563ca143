//! Pages in other languages, pasted and as HTML: nothing is emptied, and title, authors and date are found.

use tagline::article::{CleanOptions, Source, clean};

/// A small page of one language; its words are made up.
struct Page {
    language: &'static str,
    menu: &'static str,
    title: &'static str,
    byline: &'static str,
    authors: &'static [&'static str],
    date: &'static str,
    day: &'static str,
    body: [&'static str; 3],
    share: &'static str,
}

const PAGES: &[Page] = &[
    Page {
        language: "de",
        menu: "Startseite",
        title: "Gericht stoppt den Verkauf der alten Fähren",
        byline: "Von Jürgen Groß und Eva von der Heide",
        authors: &["Jürgen Groß", "Eva von der Heide"],
        date: "5. März 2024, 14:30 Uhr",
        day: "2024-03-05T14:30",
        body: [
            "Ein Gericht hat am Dienstag den Verkauf der städtischen Fähren gestoppt, weil niemand nach seiner Meinung gefragt worden war.",
            "»Die Boote gehören allen«, sagte die Richterin, und das Urteil sei für die Stadt nicht überraschend gekommen.",
            "Die Stadt will das Urteil prüfen und hat nun dreißig Tage Zeit, um dagegen Berufung einzulegen.",
        ],
        share: "Teilen",
    },
    Page {
        language: "fr",
        menu: "Accueil",
        title: "La justice suspend la vente des vieux ferries",
        byline: "Par Zoë Marchetti et Luc Petit",
        authors: &["Zoë Marchetti", "Luc Petit"],
        date: "Publié le 1er février 2024 à 18h05",
        day: "2024-02-01T18:05",
        body: [
            "Un tribunal a suspendu mardi la vente des ferries de la ville, car personne n’avait été consulté sur ce projet.",
            "« Les bateaux sont à tout le monde », a dit la juge, qui a rendu sa décision dans une salle pleine.",
            "La ville dispose de trente jours pour faire appel de cette décision, et elle ne sait pas encore si elle le fera.",
        ],
        share: "Partager",
    },
    Page {
        language: "es",
        menu: "Inicio",
        title: "Un tribunal frena la venta de los viejos transbordadores",
        byline: "Por Ana Ruiz Gómez y Luis Paz Soler",
        authors: &["Ana Ruiz Gómez", "Luis Paz Soler"],
        date: "26 de junio de 2023 - 10:15",
        day: "2023-06-26T10:15",
        body: [
            "Un tribunal frenó el martes la venta de los barcos de la ciudad porque nadie había preguntado a los vecinos que los usan.",
            "«Los barcos son de todos», dijo la jueza en una sala llena, y añadió que la ley es muy clara en este punto.",
            "El ayuntamiento tiene treinta días para recurrir la sentencia y todavía no se sabe si lo hará.",
        ],
        share: "Compartir",
    },
    Page {
        language: "it",
        menu: "Prima pagina",
        title: "Il tribunale ferma la vendita dei vecchi traghetti",
        byline: "di Marco Bianchi e Luca Verdi",
        authors: &["Marco Bianchi", "Luca Verdi"],
        date: "Pubblicato il 7 giugno 2020 alle 09:41",
        day: "2020-06-07T09:41",
        body: [
            "Un tribunale ha fermato martedì la vendita dei traghetti della città, perché non era stato chiesto il parere degli abitanti.",
            "«Le barche sono di tutti», ha detto la giudice, che ha letto la sentenza in un’aula piena di gente.",
            "La città ha trenta giorni per fare ricorso contro la sentenza, ma non è chiaro che cosa deciderà.",
        ],
        share: "Condividi",
    },
    Page {
        language: "pt",
        menu: "Início",
        title: "Tribunal suspende a venda dos barcos antigos",
        byline: "Por João da Silva e Ana dos Santos",
        authors: &["João da Silva", "Ana dos Santos"],
        date: "Publicado em 12/04/2021 às 16h20",
        day: "2021-04-12T16:20",
        body: [
            "Um tribunal suspendeu na terça-feira a venda dos barcos da cidade, porque ninguém tinha perguntado aos moradores que os usam.",
            "“Os barcos são de todos”, disse a juíza, que leu a decisão em uma sala cheia, para surpresa dos vereadores.",
            "A prefeitura tem trinta dias para recorrer da decisão e ainda não sabe o que vai fazer.",
        ],
        share: "Compartilhar",
    },
    Page {
        language: "ru",
        menu: "Главная",
        title: "Суд остановил продажу старых паромов",
        byline: "Автор: Иван Петров",
        authors: &["Иван Петров"],
        date: "18 ноября 2019, 12:15",
        day: "2019-11-18T12:15",
        body: [
            "Суд во вторник остановил продажу городских паромов, потому что никто не спросил жителей, которые ездят на них каждый день.",
            "«Эти суда принадлежат всем», — сказала судья, зачитав решение в полном зале.",
            "У города есть тридцать дней, чтобы обжаловать решение, но пока неизвестно, будет ли он это делать.",
        ],
        share: "Поделиться",
    },
    Page {
        language: "zh",
        menu: "首页",
        title: "法院叫停旧渡轮出售计划",
        byline: "作者：王小明",
        authors: &["王小明"],
        date: "2019年6月25日",
        day: "2019-06-25",
        body: [
            "法院星期二叫停了该市渡轮的出售，理由是市议会没有征求每天乘坐渡轮的居民的意见。",
            "“这些船属于所有人。”法官在座无虚席的法庭上宣读判决时这样说道，旁听者鼓掌表示欢迎。",
            "市议会有三十天时间提出上诉，目前还不清楚它会不会这样做，也不清楚费用由谁承担。",
        ],
        share: "分享",
    },
    Page {
        language: "ja",
        menu: "ホーム",
        title: "裁判所が古いフェリーの売却を差し止め",
        byline: "執筆：佐藤 花子",
        authors: &["佐藤 花子"],
        date: "令和5年12月22日",
        day: "2023-12-22",
        body: [
            "裁判所は火曜日、毎日利用する人々の意見を聞かなかったとして、市のフェリーの売却を差し止めた。",
            "「船はみんなのものです」と裁判官は満員の法廷で述べ、市の手続きには問題があったと指摘した。",
            "市は三十日以内に控訴することができるが、実際に控訴するかどうかはまだ決まっていないという。",
        ],
        share: "シェア",
    },
    Page {
        language: "ar",
        menu: "الرئيسية",
        title: "المحكمة توقف بيع العبارات القديمة",
        byline: "بقلم: ليلى حداد",
        authors: &["ليلى حداد"],
        date: "٢٥ يونيو ٢٠١٩",
        day: "2019-06-25",
        body: [
            "أوقفت المحكمة يوم الثلاثاء بيع عبارات المدينة لأن المجلس لم يسأل الناس الذين يركبونها كل يوم في الميناء.",
            "وقالت القاضية في قاعة ممتلئة إن القوارب ملك للجميع وإن القانون واضح تماما في هذه المسألة.",
            "وأمام المدينة ثلاثون يوما للطعن في القرار، ولا يعرف أحد بعد ما إذا كانت ستفعل ذلك.",
        ],
        share: "شارك",
    },
];

fn check(page: &Page, source: Source, kind: &str) {
    let article = clean(source, CleanOptions::default());
    let name = format!("{} {kind}", page.language);
    assert_eq!(article.body(), page.body.join("\n\n"), "{name}: {:#?}", article.blocks);
    let metadata = &article.metadata;
    assert_eq!(metadata.title.as_deref(), Some(page.title), "{name}");
    assert_eq!(metadata.authors, page.authors, "{name}");
    assert_eq!(metadata.published.as_deref(), Some(page.day), "{name}");
    assert_eq!(metadata.language.as_deref(), Some(page.language), "{name}");
}

#[test]
fn pastes_keep_title_body_authors_and_date() {
    for page in PAGES {
        let Page { menu, title, byline, date, body, share, .. } = page;
        let body = body.join("\r\n\r\n");
        let paste =
            format!("{menu}\r\n\r\n{title}\r\n\r\n{byline}\r\n\r\n{date}\r\n\r\n{body}\r\n\r\n{share}\r\n");
        check(page, Source::text(paste), "paste");
    }
}

#[test]
fn html_keeps_title_body_authors_and_date() {
    for page in PAGES {
        let Page { menu, title, byline, date, body, share, .. } = page;
        let body = body.join("</p><p>");
        let html = format!(
            "<title>{title} | Ellery</title><nav><a href=/>{menu}</a></nav><article><h1>{title}</h1>\
             <p class=byline>{byline}</p><p class=date>{date}</p><p>{body}</p></article><a href=/s>{share}</a>"
        );
        check(page, Source::html(html), "html");
    }
}

#[test]
fn what_a_page_says_of_its_language_holds() {
    for (html, expected) in [
        ("<html lang=pt-BR><p>The council said that it was ready for the vote.", "pt-BR"),
        ("<html lang=''><meta property=og:locale content=de_AT><p>Ja.", "de-AT"),
        ("<html lang='???'><p>The council said that it was ready for the vote.", "en"),
    ] {
        let article = clean(Source::html(html), CleanOptions::default());
        assert_eq!(article.metadata.language.as_deref(), Some(expected), "{html}");
    }
}
