//! What is written as TEI, and what is read of other programs' files.

use std::rc::Rc;

use expect_test::{Expect, expect};

use super::FORMAT;
use crate::annotation::{Annotation, Document, Edit, Entity, EntityId, Project, Retext};
use crate::article::Metadata;
use crate::format::testing::{check_error, check_read, check_write, project, shown};

/// Shows what is read of a body.
fn check_body(body: &str, expected: Expect) {
    check_read(&FORMAT, &format!("<TEI n=\"d\"><text>{body}</text></TEI>"), expected);
}

#[test]
fn writes_marks_as_elements_and_what_crosses_apart() {
    check_write(
        &FORMAT,
        "👨‍🚒 The [COURT Supreme Court]\r\n\n in [ORGANIZATION é [PLACE 漢]]. [C? x]\n[PERSON Ada\n Roe] <&>\n[A [A b]]",
        expect![[r##"
            <?xml version="1.0" encoding="UTF-8"?>
            <TEI xmlns="http://www.tei-c.org/ns/1.0" n="d1">
            <teiHeader>
            <fileDesc>
            <titleStmt><title>d1</title></titleStmt>
            <publicationStmt><p>Annotated with Tagline.</p></publicationStmt>
            <sourceDesc><p>Not told.</p></sourceDesc>
            </fileDesc>
            <encodingDesc>
            <appInfo><application ident="tagline" version="1"><label>Tagline</label></application></appInfo>
            </encodingDesc>
            </teiHeader>
            <text><body xml:space="preserve"><p>👨‍🚒 The <rs type="COURT">Supreme Court</rs></p>&#13;

             <p>in <orgName>é <placeName>漢</placeName></orgName>. x</p>
            <p><persName>Ada<lb/>
             Roe</persName> &lt;&amp;&gt;</p>
            <p xml:id="d1p4"><rs type="A">b</rs></p></body></text>
            <standOff><listAnnotation>
            <annotation target="#string-range(d1p4,0,1)"><note>A</note></annotation>
            </listAnnotation></standOff>
            </TEI>
            -- the project: not carried: colours, keys and guidelines
            -- documents[0].annotations[0]: not carried: origin
            -- documents[0].annotations[1]: not carried: origin
            -- documents[0].annotations[2]: not carried: origin
            -- documents[0].annotations[3]: only suggested: left out
            -- documents[0].annotations[4]: not carried: annotation id, origin
            -- documents[0].annotations[5]: not carried: annotation id, origin
            -- documents[0].annotations[6]: not carried: annotation id, origin
        "##]],
    );
    check_write(
        &FORMAT,
        "[A ab]c\n    ^^^ B",
        expect![[r##"
            <?xml version="1.0" encoding="UTF-8"?>
            <TEI xmlns="http://www.tei-c.org/ns/1.0" n="d1">
            <teiHeader>
            <fileDesc>
            <titleStmt><title>d1</title></titleStmt>
            <publicationStmt><p>Annotated with Tagline.</p></publicationStmt>
            <sourceDesc><p>Not told.</p></sourceDesc>
            </fileDesc>
            <encodingDesc>
            <appInfo><application ident="tagline" version="1"><label>Tagline</label></application></appInfo>
            </encodingDesc>
            </teiHeader>
            <text><body xml:space="preserve"><p xml:id="d1p1"><rs type="A">ab</rs>c</p></body></text>
            <standOff><listAnnotation>
            <annotation target="#string-range(d1p1,1,2)"><note>B</note></annotation>
            </listAnnotation></standOff>
            </TEI>
            -- the project: not carried: colours, keys and guidelines
            -- documents[0].annotations[0]: not carried: origin
            -- documents[0].annotations[1]: not carried: origin
        "##]],
    );
    check_write(
        &FORMAT,
        "",
        expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <TEI xmlns="http://www.tei-c.org/ns/1.0" n="d1">
        <teiHeader>
        <fileDesc>
        <titleStmt><title>d1</title></titleStmt>
        <publicationStmt><p>Annotated with Tagline.</p></publicationStmt>
        <sourceDesc><p>Not told.</p></sourceDesc>
        </fileDesc>
        <encodingDesc>
        <appInfo><application ident="tagline" version="1"><label>Tagline</label></application></appInfo>
        </encodingDesc>
        </teiHeader>
        <text><body xml:space="preserve"><p/></body></text>
        </TEI>
    "#]],
    );
}

#[test]
fn writes_what_is_known_of_documents_and_marks() {
    let mut project = project("He\n[DATE on 5 March] [A漢 b]");
    let one = project.documents[0].clone();
    let mut document: Document = (*one).clone();
    let metadata = Metadata {
        title: Some("He".into()),
        authors: vec!["Ada & Bo".into(), "漢".into()],
        published: Some("2024-03-05".into()),
        updated: Some("later".into()),
        language: Some("en".into()),
        site: Some("\u{1}".into()),
        ..Metadata::default()
    };
    Edit::SetMetadata(Box::new(metadata)).apply(&mut document).unwrap();
    let mut annotations = one.annotations().to_vec();
    annotations[0] = Rc::new(Annotation { value: Some("2024-03-05".into()), ..(*annotations[0]).clone() });
    annotations[1] = Rc::new(Annotation {
        value: Some("a \"b\"\n".into()),
        note: Some("which?\r\n".into()),
        entity: Some(EntityId("e".into())),
        ..(*annotations[1]).clone()
    });
    let retext =
        Retext { cleaned: one.cleaned().clone(), annotations, reviewed: Vec::new(), set_aside: Vec::new() };
    Edit::SetText(Box::new(retext)).apply(&mut document).unwrap();
    let label = document.annotations()[1].label.clone();
    project.entities = vec![Rc::new(Entity {
        id: EntityId("e".into()),
        label,
        name: "A thing".into(),
        canonical: Some(("Q1".into(), "wikidata".into())),
        country: None,
        at: None,
        extra: None,
    })];
    project.documents = vec![Rc::new(document)];
    let written = FORMAT.write(&project, &[]);
    let losses: String = written.losses.iter().map(|loss| format!("-- {loss}\n")).collect();
    expect![[r##"
        <?xml version="1.0" encoding="UTF-8"?>
        <TEI xmlns="http://www.tei-c.org/ns/1.0" n="d1">
        <teiHeader>
        <fileDesc>
        <titleStmt><title>He</title></titleStmt>
        <publicationStmt><p>Annotated with Tagline.</p></publicationStmt>
        <sourceDesc><bibl>
        <title>He</title>
        <author>Ada &amp; Bo</author>
        <author>漢</author>
        <publisher>�</publisher>
        <date type="published" when="2024-03-05">2024-03-05</date>
        <date type="updated">later</date>
        <note type="language">en</note>
        </bibl></sourceDesc>
        </fileDesc>
        <encodingDesc>
        <listPrefixDef>
        <prefixDef ident="wikidata" matchPattern="(.+)" replacementPattern="https://www.wikidata.org/entity/$1"/>
        </listPrefixDef>
        <appInfo><application ident="tagline" version="1"><label>Tagline</label></application></appInfo>
        </encodingDesc>
        </teiHeader>
        <text xml:lang="en"><body xml:space="preserve"><head>He</head>
        <p><date when="2024-03-05">on 5 March</date> <rs type="A漢" ref="wikidata:Q1" key="a &quot;b&quot;&#10;" xml:id="d1a2">b</rs></p></body></text>
        <standOff><listAnnotation>
        <note target="#d1a2">which?&#13;
        </note>
        </listAnnotation></standOff>
        </TEI>
        -- the project: not carried: colours, keys and guidelines, entity
        -- documents[0]: metadata: characters that the format cannot hold: changed to U+FFFD
        -- documents[0].annotations[0]: not carried: origin
        -- documents[0].annotations[1]: not carried: origin, entity
    "##]].assert_eq(&(written.content().to_owned() + &losses));
    let read: Project = FORMAT.read(written.content()).unwrap().project;
    assert_eq!(read, crate::format::fit(&project, &FORMAT.rules, &[]).project);
}

#[test]
fn white_space_is_layout_where_nothing_else_is_said() {
    check_body(
        "<body>\n  <head>Headline</head>\n  <p>On <date\n when='2024-03-05'>5\n   March</date> <persName> Ada\tRoe </persName>\n  sued.</p>\n\
         <div><p>漢<lb/>\n é<lb break=\"no\"/>e <geogName>Łódź</geogName></p></div>\n<p/></body>",
        expect![[r#"
            d: Headline
            On [DATE 5 March] [PERSON Ada Roe] sued.
            漢
            ée [PLACE Łódź]
        "#]],
    );
    check_body(
        "<body xml:space='preserve'><p>a  <name type='org'>b</name></p><p><rs>c</rs></p>\n<p>d<lb/>e</p></body>",
        expect![[r#"
            d: a  [ORGANIZATION b]
            [rs c]
            d
            e
        "#]],
    );
}

#[test]
fn reads_the_text_that_is_meant_to_be_read() {
    check_body(
        "<body><p>a <choice><sic>tset</sic><corr>test</corr></choice><note>n</note> <del>x</del><orgName type='court'>Court</orgName></p></body>",
        expect![[r#"
            d: a test [COURT Court]
            -- line 1, column 1: expected words of the text, found 1 of the element del; left out
            -- line 1, column 1: expected words of the text, found 1 of the element note; left out
            -- line 1, column 1: expected words of the text, found 1 of the element sic; left out
        "#]],
    );
}

#[test]
fn reads_what_stands_apart() {
    check_read(
        &FORMAT,
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>A\n title</title><author>Ada</author></titleStmt>\
         <publicationStmt><publisher>P</publisher><date>1 May</date><date when='2020-05-01'>1 May 2020</date></publicationStmt></fileDesc>\
         <encodingDesc><listPrefixDef><prefixDef ident='wd' matchPattern='(.+)' replacementPattern='http://www.wikidata.org/entity/$1'/></listPrefixDef></encodingDesc></teiHeader>\n\
         <text><body><p xml:id='p'>\n The <placeName ref='wd:Q1 x'>Supreme   Court</placeName> <orgName ref='#o' xml:id='m'>X</orgName> <name ref='y'>Z</name></p></body></text>\n\
         <standOff><listAnnotation><annotation target='#string-range(p,10,9)'><note>A</note></annotation><annotation target='string-range(#p,6,3)' ana='#B'/>\
         <annotation target='string-range(p,0,99)'/><annotation target='#m'/><note target='#m'>note</note><note target='#n'/></listAnnotation>\
         <listOrg><org xml:id='o'><idno type='GND'>5</idno></org></listOrg></standOff></TEI>",
        expect![[r##"
            document-1: The [PLACE [B Sup]r[A eme Cou]rt] [ORGANIZATION X] [NAME Z]
            -- line 4, column 6, placeName: expected one address, found "x" too; left that out
            -- line 4, column 100, name: expected an address, found "y"; left it out
            -- line 5, column 149, annotation: expected a stretch of the text, found "string-range(p,0,99)"; left it out
            -- line 5, column 192, annotation: expected a target string-range(id,start,length), found "#m"; left it out
            -- line 5, column 246: expected a note on a mark, found one on #n; left it out
        "##]],
    );
}

#[test]
fn reads_the_header_of_a_corpus_of_others() {
    let file = "<teiCorpus><teiHeader/><TEI xml:id='x'><teiHeader><titleStmt><title>A\n title</title><author>Ada</author></titleStmt>\
                <publicationStmt><publisher>P</publisher><date>1 May</date><date when='2020-05-01'/></publicationStmt><language ident='de'/></teiHeader>\
                <text><body><ab>é</ab></body></text></TEI><TEI><text/></TEI><TEI/></teiCorpus>";
    let read = FORMAT.read(file).unwrap();
    expect![[r#"
        x: é
        document-2: 
        -- line 2, column 243: expected an element text, found none; left the document out
        Metadata {
            title: Some(
                "A title",
            ),
            authors: [
                "Ada",
            ],
            published: Some(
                "2020-05-01",
            ),
            updated: None,
            site: Some(
                "P",
            ),
            url: None,
            language: Some(
                "de",
            ),
            extra: None,
        }
    "#]]
    .assert_eq(&format!("{}{:#?}\n", shown(&read), read.project.documents[0].metadata()));
}

#[test]
fn says_what_is_wrong_with_a_file() {
    check_error(&FORMAT, "An article", expect![[r#"line 1, column 1: expected an XML element, found "A""#]]);
    check_error(
        &FORMAT,
        "<html/>",
        expect!["line 1, column 1: expected an element TEI or teiCorpus, found html"],
    );
    check_error(&FORMAT, "<TEI>\n<p>é</q></TEI>", expect!["line 2, column 5: expected </p>, found </q>"]);
    check_error(
        &FORMAT,
        "<TEI>a & b</TEI>",
        expect!["line 1, column 8: expected &amp; or another reference, found a lone &"],
    );
    check_error(
        &FORMAT,
        "<TEI>&nbsp;</TEI>",
        expect!["line 1, column 6: expected a character or an entity that the file defines, found &nbsp;"],
    );
    check_error(
        &FORMAT,
        "<TEI><p>",
        expect!["line 1, column 9: expected the end of every element, found the end of the file"],
    );
    check_error(
        &FORMAT,
        "<TEI a='1' a='2'>\u{1}</TEI>",
        expect!["line 1, column 12: expected the attribute a once, found it again"],
    );
}

#[test]
fn nests_as_deep_as_a_file_does() {
    let deep = 20_000;
    let file = format!("<TEI><text>{}a{}</text></TEI>", "<rs>".repeat(deep), "</rs>".repeat(deep));
    let read = FORMAT.read(&file).unwrap();
    assert_eq!(read.project.documents[0].annotations().len(), deep);
}
