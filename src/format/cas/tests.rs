//! What is written for INCEpTION, and what is read of other programs' layers.

use expect_test::expect;

use super::FORMAT;
use crate::format::testing::{check_error, check_read, check_write};

#[test]
fn writes_a_cas_for_each_document() {
    check_write(
        &FORMAT,
        "👨‍🚒 The [COURT Supreme Court]\r\nin [A é [B 漢]]. [C? x] [D! y]",
        expect![[r#"
        == d1.cas.json
        {"%TYPES":{"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity":{"%NAME":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","%SUPER_TYPE":"uima.tcas.Annotation","value":{"%NAME":"value","%RANGE":"uima.cas.String"},"identifier":{"%NAME":"identifier","%RANGE":"uima.cas.String"}}},"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text","sofaString":"👨‍🚒 The Supreme Court\r\nin é 漢. x y"},{"%ID":2,"%TYPE":"uima.tcas.DocumentAnnotation","@sofa":1,"begin":0,"end":36,"language":"x-unspecified"},{"%ID":3,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":10,"end":23,"value":"COURT"},{"%ID":4,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":28,"end":31,"value":"A"},{"%ID":5,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":30,"end":31,"value":"B"},{"%ID":6,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":35,"end":36,"value":"D!"}],"%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[2,3,4,5,6]}}}
        -- the project: not carried: colours, keys and guidelines
        -- documents[0].annotations[0]: not carried: origin
        -- documents[0].annotations[1]: not carried: origin
        -- documents[0].annotations[2]: not carried: origin
        -- documents[0].annotations[3]: only suggested: left out
        -- documents[0].annotations[4]: not carried: annotation id, origin
    "#]],
    );
    check_write(
        &FORMAT,
        "",
        expect![[r#"
        == d1.cas.json
        {"%TYPES":{"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity":{"%NAME":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","%SUPER_TYPE":"uima.tcas.Annotation","value":{"%NAME":"value","%RANGE":"uima.cas.String"},"identifier":{"%NAME":"identifier","%RANGE":"uima.cas.String"}}},"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text","sofaString":""},{"%ID":2,"%TYPE":"uima.tcas.DocumentAnnotation","@sofa":1,"begin":0,"end":0,"language":"x-unspecified"}],"%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[2]}}}
    "#]],
    );
}

#[test]
fn reads_layers_of_others() {
    check_read(
        &FORMAT,
        r##"{"%TYPES":{"webanno.custom.Kind":{"%NAME":"webanno.custom.Kind","%SUPER_TYPE":"uima.tcas.Annotation","sort":{"%NAME":"sort","%RANGE":"uima.cas.String"}}},
        "%FEATURE_STRUCTURES":[
        {"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text","sofaString":"👨‍🚒 The é 漢"},
        {"%ID":2,"%TYPE":"uima.tcas.DocumentAnnotation","@sofa":1,"begin":0,"end":13,"language":"fr"},
        {"%ID":9,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData","@sofa":1,"begin":0,"end":13,"documentTitle":"n1"},
        {"%ID":3,"%TYPE":"custom.Span","@sofa":1,"begin":6,"end":9,"label":"A"},
        {"%ID":4,"%TYPE":"webanno.custom.Kind","@sofa":1,"begin":10,"end":11,"sort":"B"},
        {"%ID":5,"%TYPE":"webanno.custom.Place","@sofa":1,"begin":12,"end":13},
        {"%ID":6,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token","@sofa":1,"begin":0,"end":5},
        {"%ID":7,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS","@sofa":1,"begin":0,"end":5,"PosValue":"X"},
        {"%ID":8,"%TYPE":"webanno.custom.Rel","@sofa":1,"begin":6,"end":9,"@Governor":3,"@Dependent":4},
        {"%ID":10,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":6,"end":99,"value":"C"},
        {"%ID":11,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":"x","end":9,"value":"C","identifier":"a b"},
        {"%ID":12,"%TYPE":"uima.cas.FSArray","%ELEMENTS":[3]}],
        "%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[2,3]}}}"##,
        expect![[r#"
            n1: 👨‍🚒 [A The] [B é] [Place 漢]
            -- %FEATURE_STRUCTURES[8]: a relation between two marks: Tagline has none; left it out
            -- %FEATURE_STRUCTURES[10].begin: expected a whole number, found "x"; left it out
            -- %FEATURE_STRUCTURES[10].identifier: expected an address, found "a b"; left it out
            -- %FEATURE_STRUCTURES: expected marks, found 1 of the layer "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS"; left them out
            -- %FEATURE_STRUCTURES[9]: expected a stretch of the text between 0 and 13, found 6 to 99; left it out
            -- %FEATURE_STRUCTURES[10]: expected a stretch of the text between 0 and 13, found no offsets; left it out
        "#]],
    );
}

#[test]
fn says_what_is_no_cas() {
    check_error(
        &FORMAT,
        "{}",
        expect![
            "%FEATURE_STRUCTURES: expected a list of feature structures, found nothing; is this a CAS in JSON 0.4?"
        ],
    );
    check_error(&FORMAT, "An article", expect![[r#"line 1, column 1: expected a value, found "A""#]]);
    check_error(
        &FORMAT,
        "{\"%FEATURE_STRUCTURES\": [",
        expect![[r#"line 1, column 26: expected "]", found the end of the file"#]],
    );
}
