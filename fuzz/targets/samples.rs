//! What the fuzzing of readers begins with: a made-up project as each format writes it, files as other programs write them, and
//! the words of the formats.

use std::sync::LazyLock;

use tagline::format::{ALL, Format};

use crate::pieces;
use crate::project::project;

/// Files as other programs write them.
const OTHERS: &[(&str, &str)] = &[
    ("doccano", r#"{"id":7,"text":"é 漢","entities":[{"id":1,"start_offset":2,"end_offset":3,"label":"B"}],"relations":[{"id":1}]}"#),
    ("hf", "{\"names\":[\"O\",\"B-X\",\"I-X\"]}\n{\"id\":7,\"words\":[\"a\",\"b\",\"c\"],\"ner_tags\":[1,2,0]}\n"),
    ("spacy", r#"[["The Court",{"entities":[[4,9,"COURT"]],"cats":{}}]]"#),
    ("spacy", r#"{"classes":["A"],"annotations":[["👩‍🚀 x",{"entities":[[6,7,"A"]]}],null]}"#),
    ("spacy", r#"[{"id":1,"paragraphs":[{"sentences":[{"tokens":[{"orth":"a","ner":"B-A"},{"orth":"b","ner":"L-A"}]}]}]}]"#),
    ("spacy-iob", "I|PRP|O like|VBP|O Łódź|NNP|I-GPE\n"),
    ("conll2003", "-DOCSTART- -X- -X- O\r\n\r\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n漢 NNP I-NP I-LOC\né NNP I-NP B-LOC\n\n. . O O\n"),
    ("conllu", "# newdoc id = n\n# newpar\n# sent_id = 1\n# text = Vámonos al mar.\n1-2\tVámonos\t_\t_\t_\t_\t_\t_\t_\t_\n1\tVamos\tir\tVERB\t_\t_\t0\troot\t_\t_\n2\tnos\t_\t_\t_\t_\t1\tobj\t_\t_\n5.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n3\ta\t_\t_\t_\t_\t_\t_\t_\tNE=B-LOC|SpacesAfter=\\s\\n|SpacesInToken=a\\sb\n"),
    ("conllu", "# global.columns = ID FORM ORTO:NE\n1\té\tB-X\n2\t漢\tL-X\n"),
    ("label-studio", r#"[{"id":1,"text":"é 漢","label":[{"start":2,"end":3,"text":"漢","labels":["A"]}]}]"#),
    ("label-studio", r#"[{"id":1,"data":{"text":"é 漢"},"annotations":[{"completed_by":{"email":"a@b"},"was_cancelled":false,"result":[{"id":"r","from_name":"l","to_name":"t","type":"hypertextlabels","score":0.5,"meta":{"text":["x"]},"value":{"globalOffsets":{"start":0,"end":1},"hypertextlabels":["A","B"]}},{"type":"relation"}]}],"predictions":[{"model_version":"m","score":0.1,"result":[]}]}]"#),
    ("gatenlp", r#"{"text":"é 漢","entities":{"Key:Person":[{"indices":[0,1],"gender":"f"}],"Token":[]}}"#),
    ("potato", r#"{"id":"a","displayed_text":"é","predictions":{"s":[{"start":0,"end":1,"label":"A","additional_parts":[]}]}}"#),
    ("potato", "\u{1e}c.yaml\nid_key: id\ntext_key: t\n\u{1e}d.jsonl\n{\"id\":\"a\",\"t\":\"é\"}\n\u{1e}A/user_state.json\n{\"user_id\":\"A\",\"instance_id_to_span_to_value\":{\"a\":[[{\"name\":\"A\",\"start\":0,\"end\":1},\"1\"]]},\"instance_id_to_label_to_value\":{}}"),
    ("cas", r#"{"%TYPES":{"x.A":{"%NAME":"x.A","v":{"%RANGE":"uima.cas.String"}}},"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"v","sofaString":"👩‍🚀 x"},{"%ID":2,"%TYPE":"x.A","@sofa":1,"begin":6,"end":7,"v":"A"},{"%ID":3,"%TYPE":"x.R","@sofa":1,"begin":0,"end":1,"@Governor":2}]}"#),
    ("w3c", "\u{1e}a.txt\né 漢\n\u{1e}a.jsonld\n{\"@type\":\"sc:AnnotationList\",\"first\":{\"items\":[{\"type\":\"Annotation\",\"motivation\":\"oa:tagging\",\"creator\":{\"type\":\"Software\",\"name\":\"m\"},\"body\":[\"https://www.wikidata.org/entity/Q1\",{\"value\":\"A\",\"purpose\":\"tagging\"}],\"target\":{\"source\":\"urn:a\",\"selector\":{\"type\":\"TextQuoteSelector\",\"exact\":\"漢\",\"prefix\":\"é \",\"refinedBy\":{\"type\":\"TextPositionSelector\",\"start\":2,\"end\":3}}}}]}}"),
    ("tei", "<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\"><TEI xml:id=\"d\"><teiHeader/><text><body xml:space=\"preserve\"><p xml:id=\"p\">é <persName ref=\"#x\" when=\"2024\">漢</persName><lb/><choice><sic>a</sic><corr>b</corr></choice><note>n</note></p></body></text><standOff><listPerson><person xml:id=\"x\"><idno type=\"wikidata\">Q1</idno></person></listPerson><annotation xml:id=\"m\" target=\"#string-range(p,0,1)\"><note>A</note><ptr target=\"https://x.org/1\"/></annotation><note target=\"#m\">n</note></standOff></TEI></teiCorpus>"),
    ("csv", "\u{1e}m.tsv\ndoc\tbegin\tstop\ttype\tquote\nn\t0\t1\tA\té\n\u{1e}n.txt\né 漢"),
    ("comprehend", "\u{1e}a.csv\nFile,Line,Begin Offset,End Offset,Type\nd.txt,1,0,1,X\n\u{1e}d.txt\nx\r\né\n"),
    ("azure", "\u{1e}project.json\n{\"stringIndexType\":\"TextElements_v8\",\"assets\":{\"documents\":[{\"location\":\"a.txt\",\"entities\":[{\"labels\":[{\"category\":\"A\",\"offset\":0,\"length\":1}]}]}]}}\n\u{1e}a.txt\n👩‍🚀 e\u{301}"),
    ("brat", "\u{1e}a.txt\né 漢\nx\n\u{1e}a.ann\nT1\tA 0 1;2 3\té 漢\nN1\tReference T1 wikidata:Q1\tx\nA1\tValue T1 v\n#1\tAnnotatorNotes T1\tn\nR1\tRel Arg1:T1 Arg2:T1\n*\tEquiv T1\n\u{1e}annotation.conf\n"),
    ("brackets", "[A é] 漢\n^ B\n"),
];

/// The words of the formats.
const WORDS: &[&str] = &[
    "{", "}", "[", "]", "[0,1,\"A\"]", "\"start\":0,", "\"end\":1,", "\"text\":\"é\",", "\"label\":\"A\",", "null,", "\\ud83d", "\\u0000",
    "18446744073709551615", "-1", "0.5", "-DOCSTART- -X- O O\n", "\n", "\n\n", "\r\n", "\t", "é\tB-A\n", "x|I-A ", "# newdoc id = n\n",
    "# text = é\n", "1\té\t_\t_\t_\t_\t_\t_\t_\tNER=B-A\n", "=== d\n", "[A é]", "^^ B\n", "\\", "<p>", "</p>", "<name type=\"A\">", "</name>", "&amp;",
    "<lb/>", "T1\tA 0 1\té\n", "n,0,1,é,A\n", "\u{1e}a.txt\n", "\u{1e}a.ann\n", "\u{1e}a.jsonld\n", "\u{1e}project.json\n", "\u{feff}", "👩\u{200d}🚀", "e\u{301}",
    "\u{85}", "\u{2028}", "\u{0}", "\u{fffd}", "\u{a0}", "\"\"", ",", ";",
];

/// The samples, each behind the byte that chooses its format.
static ALL_SAMPLES: LazyLock<Vec<(&'static str, Vec<u8>)>> = LazyLock::new(|| {
    let project = project();
    let readable = || ALL.iter().filter(|format| format.reader.is_some());
    let mut samples = Vec::new();
    for (number, format) in (0..).zip(readable()) {
        let files = format.write(&project, &[]).files;
        let mut bytes = vec![number];
        for file in files {
            if format.is_folder() {
                bytes.extend(format!("\u{1e}{}\n", file.name).as_bytes());
            }
            bytes.extend(file.content.as_bytes());
        }
        samples.push((format.name, bytes));
        let others = OTHERS.iter().filter(|(name, _)| *name == format.name);
        samples.extend(others.map(|(name, content)| (*name, [&[number], content.as_bytes()].concat())));
        if format.is_folder() {
            let packed = tagline::job::pack::pack(&format.write(&project, &[]).files);
            samples.push((format.name, [&[number | 0x80][..], &packed].concat()));
        }
    }
    samples
});

/// Changes the first `size` bytes of `data`; now and then, and where there is little, begins anew with a sample.
pub fn mutate(data: &mut [u8], size: usize, most: usize, seed: u32, only: Option<&Format>) -> usize {
    let chosen = ALL_SAMPLES.iter().filter(|(name, _)| only.is_none_or(|format| format.name == *name));
    pieces::mutate_samples(data, size, most, seed, chosen.map(|(_, bytes)| &**bytes), WORDS)
}
