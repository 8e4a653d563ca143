//! A made-up project that fuzzing begins with.

use tagline::annotation::Project;
use tagline::format::by_name;

/// A project that has something of everything.
const FILE: &str = r##"{"format":"tagline","version":1,
"labels":[{"name":"COURT","colour":"#123456","key":"1","guideline":"Courts."},{"name":"A-é 2"}],
"annotators":[{"name":"Ada"}],
"entities":[{"id":"e1","label":"COURT","name":"Supreme Court","canonical":{"id":"Q11201","authority":"wikidata"},"country":"US"}],
"documents":[
{"id":"d1","metadata":{"title":"A quiet day","authors":["Zoë"],"published":"2024-03-05","language":"en","url":"https://example.org/"},
"text":"👩‍🚀 The Supreme Court\r\nsat in Łódź. שלום 漢 & <b>","status":"in progress","reviewed":[[0,20]],
"annotations":[
{"id":"a1","start":8,"end":21,"text":"Supreme Court","label":"COURT","status":"accepted","origin":{"annotator":"Ada"},"entity":"e1","value":"SC","note":"the highest"},
{"id":"a2","start":16,"end":26,"label":"A-é 2","status":"suggested","origin":{"tagger":"model","version":"1"},"score":0.5,"evidence":[{"rule":"list","detail":"x"}]},
{"id":"a3","start":30,"end":34,"label":"A-é 2","status":"rejected","decisions":[{"who":"Ada","when":"2024-01-01T00:00:00Z","from":{"label":"COURT","status":"suggested","text":"Łódź"}}]},
{"id":"a4","start":36,"end":40,"label":"COURT","status":"accepted"}]},
{"id":"d2","text":"One line.\nAnother, é.","annotations":[{"id":"b","start":4,"end":8,"label":"COURT","status":"accepted"}]},
{"id":"d3","text":""}]}"##;

/// The project.
pub fn project() -> Project {
    by_name("tagline").and_then(|format| format.read(FILE).ok()).expect("the sample is sound").project
}
