//! Which label takes which names: what the tagger, a list or another file calls something is not always what the project
//! calls it.

use super::{Label, LabelDef, Schema};

impl Schema {
    /// The label that what is called `name` elsewhere gets here, if it gets any: the one that says so, else the one of that
    /// name. Where no label says anything, names that no label has stay as they are; else they are dropped.
    pub fn taker(&self, name: &Label) -> Option<Label> {
        if let Some(def) = self.says_so(name) {
            return Some(def.label.clone());
        }
        let silent = self.get(name).is_some_and(|def| def.takes.is_none());
        (silent || !self.is_strict()).then(|| name.clone())
    }

    /// Whether any label says which names it takes.
    pub fn is_strict(&self) -> bool {
        self.labels().iter().any(|def| def.takes.is_some())
    }

    /// Whether `other` has the same labels and they take the same names.
    pub fn takes_as(&self, other: &Schema) -> bool {
        let of = |def: &LabelDef| (def.label.clone(), def.takes.clone());
        self.labels().iter().map(of).eq(other.labels().iter().map(of))
    }

    /// The names that `label` takes.
    pub fn taken_by(&self, label: &Label) -> Vec<Label> {
        match self.get(label).and_then(|def| def.takes.clone()) {
            Some(names) => names,
            None if self.says_so(label).is_some() => Vec::new(),
            None => vec![label.clone()],
        }
    }

    /// The schema where `old` is called `new` and takes the names that it took. `also` says of a name whether whatever is
    /// called so from before is meant to follow it as well. `None` where another label has the name.
    pub fn renamed(&self, old: &Label, new: &Label, also: impl Fn(&Label) -> bool) -> Option<Schema> {
        self.get(old).filter(|_| self.get(new).is_none())?;
        // Who is called so from now on is another one than who was once.
        let freed = if also(new) { self.freed(new) } else { self.clone() };
        let names = freed.with_own(old, also);
        let mut labels = freed.labels().to_vec();
        let def = labels.iter_mut().find(|def| def.label == *old)?;
        (def.label, def.takes) = (new.clone(), Some(names));
        Schema::new(labels)
    }

    /// The schema without `from`, whose names `into` takes. `None` where one is missing, or they are the same.
    pub fn merged(&self, from: &Label, into: &Label, also: impl Fn(&Label) -> bool) -> Option<Schema> {
        self.get(from).filter(|_| from != into && self.get(into).is_some())?;
        let mut names = self.taken_by(into);
        names.extend(self.with_own(from, also));
        let labels = self.labels().iter().filter(|def| def.label != *from).map(|def| {
            let takes = if def.label == *into { Some(names.clone()) } else { def.takes.clone() };
            LabelDef { takes, ..def.clone() }
        });
        Schema::new(labels.collect())
    }

    /// The schema without `label`, where nobody takes its names: each other label says which ones it takes. `None` where it is
    /// missing, or the only one.
    pub fn without(&self, label: &Label) -> Option<Schema> {
        self.get(label).filter(|_| self.labels().len() > 1)?;
        let others = self.labels().iter().filter(|def| def.label != *label);
        Schema::new(
            others.map(|def| LabelDef { takes: Some(self.taken_by(&def.label)), ..def.clone() }).collect(),
        )
    }

    /// The schema where no label says that it takes `name`.
    pub fn freed(&self, name: &Label) -> Schema {
        let mut labels = self.labels().to_vec();
        labels
            .iter_mut()
            .filter_map(|def| def.takes.as_mut())
            .for_each(|names| names.retain(|one| one != name));
        Schema::new(labels).unwrap_or_else(|| self.clone())
    }

    /// The schema with what a file or a list brings, `def` of a schema where it takes `names`: with one label more, that takes
    /// those of them that nobody takes here. Names of which `is_a_kind` holds are not taken where this schema drops them.
    pub fn joined_by(&self, def: &LabelDef, names: &[Label], is_a_kind: impl Fn(&Label) -> bool) -> Schema {
        let is_free = |name: &&Label| match self.taker(name) {
            Some(taker) => taker == **name && self.get(name).is_none(),
            None => !is_a_kind(name),
        };
        let names: Vec<Label> = names.iter().filter(is_free).cloned().collect();
        let silent = def.takes.is_none() && names == [def.label.clone()];
        self.with_def(&LabelDef { takes: (!silent).then_some(names), ..def.clone() })
    }

    fn says_so(&self, name: &Label) -> Option<&LabelDef> {
        self.labels().iter().find(|def| def.takes.as_ref().is_some_and(|names| names.contains(name)))
    }

    /// The names that `label` takes, and its own where that follows it.
    fn with_own(&self, label: &Label, also: impl Fn(&Label) -> bool) -> Vec<Label> {
        let mut names = self.taken_by(label);
        if also(label) && self.says_so(label).is_none() && !names.contains(label) {
            names.push(label.clone());
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(name: &str) -> Label {
        Label::new(name).unwrap()
    }

    /// Every name that a tagger gives is one of the first seven.
    fn of_a_person(name: &Label) -> bool {
        Schema::default().get(name).is_none()
    }

    #[track_caller]
    fn check(schema: &Schema, expected: &[(&str, Option<&str>)]) {
        for (name, taker) in expected {
            assert_eq!(schema.taker(&label(name)), taker.map(label), "{name}");
        }
        // Whatever is done to a schema, no two labels of it take the same name.
        assert!(Schema::new(schema.labels().to_vec()).is_some());
    }

    #[test]
    fn what_says_nothing_takes_its_own_name() {
        check(&Schema::default(), &[("COURT", Some("COURT")), ("SHIP", Some("SHIP"))]);
    }

    #[test]
    fn a_renamed_label_takes_what_it_took() {
        let schema = Schema::default().renamed(&label("COURT"), &label("Gericht"), of_a_person).unwrap();
        check(
            &schema,
            &[("COURT", Some("Gericht")), ("Gericht", None), ("LAW", Some("LAW")), ("SHIP", None)],
        );
        let again = schema.renamed(&label("Gericht"), &label("Hof"), of_a_person).unwrap();
        check(&again, &[("COURT", Some("Hof")), ("Gericht", Some("Hof")), ("Hof", None)]);
        // Another one is called so now.
        let other = again.renamed(&label("LAW"), &label("Gericht"), of_a_person).unwrap();
        check(&other, &[("COURT", Some("Hof")), ("Gericht", None), ("LAW", Some("Gericht"))]);
        // A new label of the old name is another one.
        check(&schema.with(&label("COURT")), &[("COURT", Some("Gericht"))]);
        assert_eq!(schema.renamed(&label("Gericht"), &label("LAW"), of_a_person), None);
        assert_eq!(schema.renamed(&label("Hof"), &label("Tribunal"), of_a_person), None);
    }

    #[test]
    fn two_can_change_their_names() {
        let names = [("COURT", "x"), ("LAW", "COURT"), ("x", "LAW")];
        let schema = names.iter().fold(Schema::default(), |schema, (old, new)| {
            schema.renamed(&label(old), &label(new), of_a_person).unwrap()
        });
        check(&schema, &[("COURT", Some("LAW")), ("LAW", Some("COURT"))]);
    }

    #[test]
    fn a_merged_label_leaves_its_names_to_the_other() {
        let schema = Schema::default().merged(&label("COURT"), &label("AGENCY"), of_a_person).unwrap();
        check(&schema, &[("COURT", Some("AGENCY")), ("AGENCY", Some("AGENCY")), ("LAW", Some("LAW"))]);
        let all = schema.with(&label("SHIP")).merged(&label("SHIP"), &label("LAW"), of_a_person).unwrap();
        check(&all, &[("SHIP", Some("LAW")), ("LAW", Some("LAW"))]);
        assert_eq!(schema.merged(&label("LAW"), &label("LAW"), of_a_person), None);
        assert_eq!(schema.merged(&label("LAW"), &label("COURT"), of_a_person), None);
    }

    #[test]
    fn a_deleted_labels_names_are_dropped() {
        let schema = Schema::default().without(&label("COURT")).unwrap();
        check(&schema, &[("COURT", None), ("AGENCY", Some("AGENCY")), ("SHIP", None)]);
        // Unless a person makes it anew.
        check(&schema.with(&label("COURT")), &[("COURT", Some("COURT"))]);
        let renamed = Schema::default().renamed(&label("COURT"), &label("Gericht"), of_a_person).unwrap();
        let both = renamed.with(&label("COURT")).without(&label("Gericht")).unwrap();
        check(&both, &[("COURT", None), ("Gericht", None)]);
        let one = Schema::new(vec![schema.labels()[0].clone()]).unwrap();
        assert_eq!(one.without(&label("AGENCY")), None);
    }
}
