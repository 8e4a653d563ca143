//! Tables: their delimiters, headers and columns.

use super::*;

fn look(name: &str, bytes: impl Into<Vec<u8>>) -> Preview {
    preview(name, &mut Cursor::new(bytes.into())).unwrap().unwrap()
}

#[test]
fn tables_have_rows_and_a_header() {
    check(
        "a.csv",
        "\u{feff}id,Title,text,date\r\n1,\"A \"\"day\"\"\",\"é, 漢\r\nb\",2019-06-25\r\n\r\n2,,x,soon\r\n3,T\r\n4,,\" \",\r\n5,a,b,c,d\r\n",
        expect![[r#"
            a.csv, line 2 = text "é, 漢\r\nb", id "1", title "A \"day\"", date "2019-06-25"
            a.csv, line 5 = text "x", id "2"
            ! a.csv, line 5: expected a date like 2019-06-26, found "soon"; took the article without it
            ! a.csv, line 6: expected "text" to be a text, found none
            ! a.csv, line 7: expected an article in "text", found no text that shows
            ! a.csv, line 8: expected 4 columns, found 5; is a cell with a delimiter in it without quotation marks?
        "#]],
    );
    check(
        "a.tsv",
        "x\tthe longest of the cells\nx\tand another, of words\n",
        expect![[r#"
        a.tsv, line 1 = text "the longest of the cells"
        a.tsv, line 2 = text "and another, of words"
    "#]],
    );
    check(
        "a.csv",
        utf16("text;url\n漢, é;https://a\n"),
        expect![[r#"
        a.csv, line 2 = text "漢, é", url "https://a"
    "#]],
    );
    check(
        "a.csv",
        b"text,b\nx,\xe9\ny,z\n".as_slice(),
        expect![[r#"
        ! a.csv, line 2: b, byte 0: expected UTF-8, found the byte 0xE9; save the file as UTF-8 and open it again
        a.csv, line 3 = text "y"
    "#]],
    );
    check(
        "a.csv",
        "one\n",
        expect![[r#"
        a.csv, line 1 = text "one"
    "#]],
    );
}

#[test]
fn a_preview_guesses_and_a_choice_overrules() {
    let file = "Nr|Überschrift|Inhalt|Link|Datum\n1|T|<p>Viele Wörter</p>|https://a|2019-06-25\n";
    let preview = look("a.csv", file);
    assert_eq!(preview.columns, ["Nr", "Überschrift", "Inhalt", "Link", "Datum"]);
    assert_eq!(preview.rows, [["1", "T", "<p>Viele Wörter</p>", "https://a", "2019-06-25"]]);
    let some = |name: &str| Some(name.to_owned());
    let guessed = Choice {
        text: some("Inhalt"),
        html: true,
        title: None,
        published: some("Datum"),
        url: some("Link"),
        id: None,
        header: true,
    };
    assert_eq!(preview.choice, guessed);
    let chosen = Choice { title: some("Überschrift"), html: false, url: None, ..guessed };
    let choices = HashMap::from([("a.csv".to_owned(), chosen)]);
    assert_eq!(
        shown(vec![Given::of("a.csv", file)], choices),
        "a.csv, line 2 = text \"<p>Viele Wörter</p>\", title \"T\", date \"2019-06-25\"\n"
    );
    let none = HashMap::from([("a.csv".to_owned(), Choice::default())]);
    let said = shown(vec![Given::of("a.csv", "a")], none);
    assert_eq!(said, "! a.csv, line 1: expected a column with the text, found none chosen\n");
}

#[test]
fn columns_without_names_and_twice_the_same_are_told_apart() {
    let preview = look("a.csv", "text,,text\na,b,c\n");
    assert_eq!(preview.columns, ["text", "column 2", "text (2)"]);
    let preview = look("a.csv", "2019-06-25,https://a,some longer words\n2019-06-26,https://b,other words\n");
    assert_eq!(preview.columns, ["column 1", "column 2", "column 3"]);
    assert_eq!(preview.choice.published.as_deref(), Some("column 1"));
    assert_eq!(preview.choice.url.as_deref(), Some("column 2"));
    assert_eq!((preview.choice.text.as_deref(), preview.choice.header), (Some("column 3"), false));
    let long = "words ".repeat(60);
    let preview = look("a.csv", format!("who,what\nAda,\"{long}\"\n"));
    assert!(preview.choice.header && preview.choice.text.as_deref() == Some("what"));
    assert!(preview.rows[0][1].ends_with('…'));
}

#[test]
fn objects_are_previewed_by_all_their_fields() {
    let preview =
        look("a.jsonl", "{\"a\": {\"b\": 1}, \"html\": \"<p>é\"}\nbroken\n{\"c\": null, \"a\": 5}\n");
    assert_eq!(preview.columns, ["a", "html", "c"]);
    assert_eq!(preview.rows, [["{\"b\":1}", "<p>é", ""], ["5", "", ""]]);
    assert!(preview.choice.html && preview.choice.text.as_deref() == Some("html"));
    assert_eq!(super::preview("a.txt", &mut Cursor::new(b"text".to_vec())), Ok(None));
    assert!(super::preview("a.csv", &mut Cursor::new(Vec::new())).is_err());
}

#[test]
fn a_quotation_mark_that_is_missing_does_not_fill_the_memory() {
    let mut file = b"text\n\"a\n".to_vec();
    file.resize(LARGEST as usize + 200_000, b'b');
    let said = shown(vec![Given::of("a.csv", file), Given::of("b.txt", "b")], HashMap::new());
    let expected = "expected rows of at most 64 MB, found a longer one; is a quotation mark missing?";
    assert_eq!(said, format!("! a.csv, line 2: {expected}\nb.txt = text \"b\"\n"));
}

proptest! {
    #[test]
    fn rows_come_back(rows in proptest::collection::vec(("[a-zé漢,;\t|\"\r\n ]{0,12}[a-z]", "[a-z,;\"]{0,8}"), 1..6), which in 0..4_usize) {
        let delimiter = b",\t;|"[which];
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        writer.write_record(["text", "title"]).unwrap();
        rows.iter().for_each(|(text, title)| writer.write_record([text, title]).unwrap());
        let file = writer.into_inner().unwrap();
        let arrivals: Vec<Arrival> = Intake::new(vec![Given::of("a.csv", file)], HashMap::new()).collect();
        let found: Vec<(String, String)> = arrivals.iter().filter_map(|arrival| match arrival {
            Arrival::Article(record) => Some((record.source.content.to_string(), record.title.clone().unwrap_or_default())),
            _ => None,
        }).collect();
        prop_assert_eq!(found, rows);
    }
}
