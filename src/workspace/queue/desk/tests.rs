//! The list as a person works on it: whatever is asked, cursor and choosing stay within what is there.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use proptest::prelude::*;

use super::*;
use crate::annotation::DocumentStatus;
use crate::workspace::queue::testing::{plain, rows};

fn queue(rows: impl IntoIterator<Item = Row>) -> Queue {
    let mut shelf = Shelf::default();
    rows.into_iter().for_each(|row| shelf.put(&row));
    let mut queue = Queue::default();
    queue.apply(QueueCommand::Shelved(Rc::new(RefCell::new(shelf))));
    queue
}

fn apply(queue: &mut Queue, commands: impl IntoIterator<Item = QueueCommand>) -> String {
    commands.into_iter().filter_map(|command| queue.apply(command)).last().unwrap_or_default()
}

fn listed(queue: &Queue) -> Vec<u32> {
    (0..queue.listing().slots.len()).map(|place| queue.number_at(place).unwrap()).collect()
}

fn chosen(queue: &Queue) -> Vec<u32> {
    queue.chosen().iter().copied().collect()
}

fn status(statuses: &[DocumentStatus]) -> QueueCommand {
    QueueCommand::Filter(Box::new(Filter { statuses: statuses.to_vec(), ..Filter::default() }))
}

fn with_status(number: u32, status: DocumentStatus) -> Row {
    let mut row = plain(number);
    row.summary.status = status;
    row
}

#[test]
fn the_newest_come_first_and_the_keys_walk_through_them() {
    let mut queue = queue((1..=5).map(plain));
    assert_eq!(listed(&queue), [5, 4, 3, 2, 1]);
    assert_eq!(queue.cursor(), None);
    for (by, expected) in [(1, 5), (1, 4), (2, 2), (9, 1), (-1, 2), (-9, 5)] {
        apply(&mut queue, [QueueCommand::Move(by)]);
        assert_eq!(queue.cursor(), Some(expected), "{by}");
    }
    apply(&mut queue, [QueueCommand::MoveToEnd { forward: true }]);
    assert_eq!(queue.cursor(), Some(1));
    apply(&mut queue, [QueueCommand::Sort(Order::Added, false)]);
    assert_eq!((listed(&queue), queue.cursor_place()), (vec![1, 2, 3, 4, 5], Some(0)));
}

#[test]
fn a_cursor_whose_row_leaves_stays_at_its_place() {
    let new = |number| with_status(number, DocumentStatus::New);
    let mut queue = queue((1..=5).map(new));
    apply(&mut queue, [status(&[DocumentStatus::New]), QueueCommand::Open(3)]);
    assert_eq!((queue.wanted(), queue.cursor_place()), (Some(3), Some(2)));
    apply(&mut queue, [QueueCommand::Brought(3)]);
    assert_eq!(queue.wanted(), None);
    let done = QueueCommand::Rows { put: vec![with_status(3, DocumentStatus::Done)], gone: Vec::new() };
    apply(&mut queue, [done]);
    assert_eq!((listed(&queue), queue.cursor()), (vec![5, 4, 2, 1], Some(2)));
    // From the document on screen, which the list has no more, it goes on to the one that came after it.
    let mut back = queue.clone();
    apply(&mut queue, [QueueCommand::Next { forward: true }]);
    assert_eq!(queue.wanted(), Some(2));
    apply(&mut back, [QueueCommand::Next { forward: false }]);
    assert_eq!(back.wanted(), Some(4));
    apply(&mut queue, [QueueCommand::Rows { put: Vec::new(), gone: vec![1, 2] }]);
    assert_eq!((queue.wanted(), queue.cursor()), (None, Some(4)));
    let said = apply(&mut queue, [QueueCommand::Next { forward: true }]);
    assert_eq!((said.as_str(), queue.wanted()), ("No document further on in the list", None));
}

#[test]
fn the_next_undone_is_found_round_the_end() {
    let mut queue = queue((1..=4).map(|number| {
        with_status(number, if number == 3 { DocumentStatus::New } else { DocumentStatus::Done })
    }));
    apply(&mut queue, [QueueCommand::MoveTo(1), QueueCommand::OpenUndone]);
    assert_eq!(queue.wanted(), Some(3));
    let said = apply(&mut queue, [status(&[DocumentStatus::Done]), QueueCommand::OpenUndone]);
    assert_eq!(said, "All that is listed is done");
}

#[test]
fn an_answer_to_what_is_no_longer_typed_is_dropped() {
    let mut queue = queue((1..=3).map(|number| {
        let mut row = plain(number);
        row.summary.title = if number == 2 { "Harbour é 漢" } else { "Court" }.into();
        row
    }));
    let found = |typed: &str, numbers: &[u32]| QueueCommand::Found {
        typed: typed.into(),
        numbers: Ok(numbers.into()),
    };
    for sign in ["  …", "👩‍🚀", "\"", "?!"] {
        let said = apply(&mut queue, [QueueCommand::Search(sign.into())]);
        assert!(!queue.is_searching() && queue.seeks_nothing(), "there is no word in it");
        assert_eq!(said, "No word to search for. 3 shown");
    }
    for words in ["", "  ", "é", "漢 …"] {
        apply(&mut queue, [QueueCommand::Search(words.into())]);
        assert!(!queue.seeks_nothing(), "{words}");
    }
    apply(&mut queue, [QueueCommand::Search("harb".into())]);
    assert!(queue.is_searching());
    assert_eq!(listed(&queue), [3, 2, 1], "the old list stays");
    apply(&mut queue, [QueueCommand::Search("harbour".into()), found("harb", &[1])]);
    assert!(queue.is_searching());
    let said = apply(&mut queue, [found("harbour", &[3])]);
    assert_eq!(
        (listed(&queue), said.as_str()),
        (vec![3, 2], "2 shown"),
        "by its title, and by what its text says"
    );
    assert!(!queue.is_searching() && queue.is_narrowed());
    apply(&mut queue, [QueueCommand::Search("harbours".into())]);
    assert!(queue.is_searching());
    assert_eq!(listed(&queue), [3, 2]);
    apply(
        &mut queue,
        [QueueCommand::Found { typed: "harbours".into(), numbers: Err("the store is gone".into()) }],
    );
    assert_eq!(queue.search_error().map(|error| &**error), Some("the store is gone"));
    apply(&mut queue, [QueueCommand::Search("".into())]);
    assert_eq!((listed(&queue), queue.search_error()), (vec![3, 2, 1], None));
}

#[test]
fn rows_are_chosen_one_by_one_in_ranges_and_all() {
    let mut queue = queue((1..=6).map(plain));
    assert_eq!(apply(&mut queue, [QueueCommand::Choose(5)]), "1 selected");
    assert_eq!(apply(&mut queue, [QueueCommand::ChooseTo(3)]), "3 selected");
    assert_eq!((chosen(&queue), queue.cursor()), (vec![3, 4, 5], Some(3)));
    assert_eq!(apply(&mut queue, [QueueCommand::ChooseTo(6)]), "4 selected");
    assert_eq!(apply(&mut queue, [QueueCommand::ChooseCursor]), "3 selected");
    assert_eq!(chosen(&queue), [3, 4, 5]);
    let odd = QueueCommand::Found { typed: "court".into(), numbers: Ok([1, 5].into()) };
    apply(&mut queue, [QueueCommand::Search("court".into()), odd]);
    apply(&mut queue, [QueueCommand::Rows { put: Vec::new(), gone: vec![4] }]);
    assert_eq!(queue.told_chosen(), "2 selected");
    assert_eq!(apply(&mut queue, [status(&[DocumentStatus::Done])]), "2 shown");
    assert_eq!(queue.told_chosen(), "2 selected, 1 not listed");
    assert!(!queue.is_all_chosen());
    assert_eq!(apply(&mut queue, [QueueCommand::ChooseAll]), "3 selected, 1 not listed");
    assert!(queue.is_all_chosen());
    assert_eq!(apply(&mut queue, [QueueCommand::ChooseNone]), "3 documents let go");
    apply(
        &mut queue,
        [status(&[]), QueueCommand::MoveTo(5), QueueCommand::Extend(1), QueueCommand::Extend(1)],
    );
    assert_eq!(chosen(&queue), [2, 3, 5]);
}

#[test]
fn one_errand_at_a_time_for_what_needs_it() {
    let untagged = |number| {
        let mut row = plain(number);
        row.summary.tagged = number % 2 == 0;
        row
    };
    let mut queue = queue((1..=5).map(untagged));
    assert_eq!(apply(&mut queue, [QueueCommand::Do(Task::Delete)]), "Nothing is selected");
    let said = apply(&mut queue, [QueueCommand::MoveTo(2), QueueCommand::Do(Task::PreTag)]);
    assert_eq!(said, "All of them are tagged");
    let said = apply(&mut queue, [QueueCommand::ChooseAll, QueueCommand::Do(Task::PreTag)]);
    assert_eq!(said, "Tagging 3 documents");
    let errand = queue.errand().unwrap().clone();
    assert_eq!(&*errand.numbers, [1, 3, 5]);
    assert_eq!(apply(&mut queue, [QueueCommand::Progress(errand.ticket, 1)]), "");
    let said = apply(&mut queue, [QueueCommand::Do(Task::Delete)]);
    assert_eq!(said, "Tagging, 1 of 3: stop that first, or wait");
    assert_eq!(apply(&mut queue, [QueueCommand::Pause(true)]), "Paused at 1 of 3");
    assert_eq!(apply(&mut queue, [QueueCommand::Progress(errand.ticket + 1, 3)]), "");
    assert_eq!(queue.errand().map(|errand| (errand.percent(), errand.paused)), Some((33, true)));
    assert_eq!(apply(&mut queue, [QueueCommand::Progress(errand.ticket, 3)]), "3 documents tagged");
    assert_eq!(queue.errand(), None);
    apply(&mut queue, [QueueCommand::Move(1), QueueCommand::Rows { put: vec![plain(3)], gone: Vec::new() }]);
    assert_eq!(
        queue.outcome().map(|words| &**words),
        Some("3 documents tagged"),
        "till something else is asked for"
    );
    apply(&mut queue, [QueueCommand::Choose(3), QueueCommand::Choose(3)]);
    assert_eq!(queue.outcome(), None);
    let said = apply(&mut queue, [QueueCommand::Do(Task::Delete), QueueCommand::StopErrand]);
    assert_eq!(said, "Stopped at 0 of 5. What is done stays");
    // One that was stopped is not gone on with by a late answer.
    apply(&mut queue, [QueueCommand::Do(Task::Mark(DocumentStatus::Done))]);
    assert_ne!(queue.errand().unwrap().ticket, errand.ticket);
}

#[test]
fn what_was_done_to_many_is_taken_back_at_once() {
    use DocumentStatus::{Done, InProgress, New};
    let statuses = [(1, New), (2, InProgress), (3, Done), (4, New), (5, New)];
    let mut queue = queue(statuses.map(|(number, status)| with_status(number, status)));
    let put = |numbers: &[(u32, DocumentStatus)]| QueueCommand::Rows {
        put: numbers.iter().map(|(number, status)| with_status(*number, *status)).collect(),
        gone: Vec::new(),
    };
    assert_eq!(queue.take_back(), None);
    apply(&mut queue, [QueueCommand::ChooseAll, QueueCommand::Do(Task::Mark(Done))]);
    let errand = queue.errand().unwrap().clone();
    assert_eq!(
        (&*errand.numbers, errand.before(2), errand.before(3)),
        (&[1, 2, 4, 5][..], Some(InProgress), None)
    );
    let said = apply(&mut queue, [QueueCommand::Progress(errand.ticket, 4)]);
    assert_eq!(said, "4 documents done. Undo on this screen takes that back");
    assert_eq!(queue.last_done().as_deref(), Some("mark 4 documents done"));
    apply(&mut queue, [put(&[(1, Done), (2, Done), (4, Done), (5, InProgress)])]);
    apply(&mut queue, [QueueCommand::ChooseAll, QueueCommand::Do(Task::Delete)]);
    let rows: Rc<[Row]> = [plain(7)].into();
    let ticket = queue.errand().unwrap().ticket;
    apply(&mut queue, [QueueCommand::Deleted(rows), QueueCommand::Progress(ticket, 5)]);
    // The last first; and what it was said with goes with it.
    assert_eq!(queue.take_back().as_deref(), Some("1 document back"));
    assert_eq!(queue.outcome().map(|words| &**words), Some("1 document back"));
    assert_eq!(queue.take_back(), None, "until it is there");
    apply(&mut queue, [QueueCommand::Returned]);
    // What has got yet another status meanwhile keeps that.
    assert_eq!(queue.take_back().as_deref(), Some("Setting back the status of 3 documents"));
    let errand = queue.errand().unwrap().clone();
    assert_eq!((errand.task, &*errand.numbers), (Task::MarkBack, &[1, 2, 4][..]));
    assert_eq!((errand.before(1), errand.before(2)), (Some(New), Some(InProgress)));
    assert_eq!(apply(&mut queue, [QueueCommand::Progress(errand.ticket, 3)]), "3 documents as before");
    assert_eq!((queue.last_done(), queue.take_back()), (None, None));
    // One that was stopped is taken back as far as it came, but not while another is under way.
    apply(&mut queue, [put(&[(1, New), (2, InProgress), (4, New)]), QueueCommand::Do(Task::Mark(Done))]);
    apply(&mut queue, [QueueCommand::StopErrand, QueueCommand::Do(Task::Delete)]);
    assert_eq!(queue.take_back().as_deref(), Some("Deleting, 0 of 5: stop that first, or wait"));
    apply(&mut queue, [QueueCommand::StopErrand]);
    assert_eq!(queue.last_done().as_deref(), Some("mark 4 documents done"));
    apply(&mut queue, [QueueCommand::Do(Task::Mark(Done))]);
    let ticket = queue.errand().unwrap().ticket;
    apply(&mut queue, [QueueCommand::Leave(ticket, vec![2, 5]), QueueCommand::Progress(ticket, 4)]);
    assert_eq!(queue.last_done().as_deref(), Some("mark 2 documents done"), "the others were left");
}

#[test]
fn projects_are_asked_for_and_another_one_begins_anew() {
    let row = |number, name: &str| ProjectRow { number, name: name.into(), documents: 3 };
    let projects = Rc::new(vec![row(1, "Harbour"), row(2, "Border")]);
    let mut queue = queue((1..=3).map(plain));
    apply(&mut queue, [QueueCommand::Projects(projects.clone(), 1), QueueCommand::ChooseAll]);
    for (command, said, wish) in [
        (QueueCommand::OpenProject(1), "", None),
        (QueueCommand::OpenProject(7), "", None),
        (QueueCommand::NewProject(" ".into()), "A project needs a name", None),
        (QueueCommand::NewProject("Border ".into()), "There is a project Border already", None),
        (QueueCommand::NameProject("Border".into()), "There is a project Border already", None),
        (QueueCommand::NewProject("bORDER".into()), "There is a project bORDER already", None),
        (QueueCommand::NameProject("HARBOUR".into()), "", Some(ProjectWish::Name("HARBOUR".into()))),
        (QueueCommand::NameProject(" Harbour".into()), "", Some(ProjectWish::Name("Harbour".into()))),
        (QueueCommand::DeleteProject(2), "", Some(ProjectWish::Delete(2))),
        (QueueCommand::NewProject("Łódź".into()), "", Some(ProjectWish::New("Łódź".into()))),
        (QueueCommand::OpenProject(2), "", Some(ProjectWish::Open(2))),
    ] {
        queue.wish = None;
        let shown = format!("{command:?}");
        assert_eq!(apply(&mut queue, [command]), said, "{shown}");
        assert_eq!(queue.project_wish(), wish.as_ref(), "{shown}");
    }
    assert_eq!(queue.chosen().len(), 3);
    apply(&mut queue, [QueueCommand::Projects(projects, 2)]);
    assert_eq!((queue.project_wish(), queue.chosen().len(), queue.project()), (None, 0, 2));
    assert_eq!(queue.open_project().map(|row| &*row.name), Some("Border"));
}

#[test]
fn a_project_without_a_name_is_called_as_it_is_shown() {
    let row = |number, name: &str| ProjectRow { number, name: name.into(), documents: 3 };
    let mut queue = queue((1..=3).map(plain));
    apply(&mut queue, [QueueCommand::Projects(Rc::new(vec![row(1, " "), row(2, "École")]), 2)]);
    for name in ["Documents", "documents ", "DOCUMENTS"] {
        let said = apply(&mut queue, [QueueCommand::NameProject(name.into())]);
        assert_eq!(
            (said, queue.project_wish()),
            (format!("There is a project {} already", name.trim()), None)
        );
    }
    apply(&mut queue, [QueueCommand::NewProject("éCOLE".into())]);
    assert_eq!(queue.project_wish(), None);
    apply(&mut queue, [QueueCommand::NameProject("école".into())]);
    assert_eq!(queue.project_wish(), Some(&ProjectWish::Name("école".into())));
}

#[test]
fn the_list_is_worked_out_once_for_each_change() {
    let mut queue = queue((1..=3).map(plain));
    let first = queue.listing();
    apply(
        &mut queue,
        [QueueCommand::Move(1), QueueCommand::Choose(2), QueueCommand::Sort(Order::Added, true)],
    );
    assert!(Rc::ptr_eq(&first, &queue.clone().listing()));
    apply(&mut queue, [QueueCommand::Rows { put: vec![plain(4)], gone: Vec::new() }]);
    assert!(!Rc::ptr_eq(&first, &queue.listing()));
    assert_eq!(queue.generation(), 2);
}

fn command() -> impl Strategy<Value = QueueCommand> {
    let number = || 0..20_u32;
    let typed = || prop_oneof![Just(""), Just("a"), Just("é 漢"), Just("…")];
    let filter =
        (prop::sample::subsequence(DocumentStatus::ALL.to_vec(), 0..3), any::<bool>(), any::<bool>());
    prop_oneof![
        (-3..4_i32).prop_map(QueueCommand::Move),
        any::<bool>().prop_map(|forward| QueueCommand::MoveToEnd { forward }),
        number().prop_map(QueueCommand::MoveTo),
        number().prop_map(QueueCommand::Choose),
        number().prop_map(QueueCommand::ChooseTo),
        (-2..3_i32).prop_map(QueueCommand::Extend),
        Just(QueueCommand::ChooseCursor),
        Just(QueueCommand::ChooseAll),
        Just(QueueCommand::ChooseNone),
        number().prop_map(QueueCommand::Open),
        any::<bool>().prop_map(|forward| QueueCommand::Next { forward }),
        Just(QueueCommand::OpenUndone),
        number().prop_map(QueueCommand::Brought),
        (rows(20), prop::collection::btree_set(number(), 0..6))
            .prop_map(|(put, gone)| QueueCommand::Rows { put, gone: gone.into_iter().collect() }),
        rows(20).prop_map(|rows| {
            let mut shelf = Shelf::default();
            rows.iter().for_each(|row| shelf.put(row));
            QueueCommand::Shelved(Rc::new(RefCell::new(shelf)))
        }),
        filter.prop_map(|(statuses, pencil, noted)| {
            QueueCommand::Filter(Box::new(Filter { statuses, pencil, noted, ..Filter::default() }))
        }),
        (0..Order::ALL.len(), any::<bool>()).prop_map(|(at, down)| QueueCommand::Sort(Order::ALL[at], down)),
        typed().prop_map(|typed| QueueCommand::Search(typed.into())),
        (typed(), prop::collection::btree_set(number(), 0..9)).prop_map(|(typed, numbers)| {
            QueueCommand::Found { typed: typed.into(), numbers: Ok(numbers.into_iter().collect()) }
        }),
        Just(QueueCommand::Do(Task::PreTag)),
        Just(QueueCommand::Do(Task::Delete)),
        (0..4_u64, 0..20_usize).prop_map(|(ticket, done)| QueueCommand::Progress(ticket, done)),
        Just(QueueCommand::StopErrand),
    ]
}

proptest! {
    #[test]
    fn cursor_and_chosen_stay_within_what_is_there(
        first in rows(20),
        commands in prop::collection::vec(command(), 0..40),
    ) {
        let mut queue = queue(first);
        for command in commands {
            let before = queue.clone();
            let shown = format!("{command:?}");
            queue.apply(command);
            prop_assert!(before != queue);
            let numbers = listed(&queue);
            prop_assert_eq!(queue.cursor().is_some(), queue.cursor_place().is_some(), "{}", shown);
            if let Some(place) = queue.cursor_place() {
                prop_assert_eq!(numbers.get(place).copied(), queue.cursor(), "{}", shown);
            }
            let shelf = queue.shelf();
            prop_assert!(queue.chosen().iter().all(|number| shelf.slot(*number).is_some()), "{}", shown);
            prop_assert!(queue.wanted().is_none_or(|number| shelf.slot(number).is_some()), "{}", shown);
            let hidden = queue.chosen().iter().filter(|number| !numbers.contains(number)).count();
            prop_assert_eq!(queue.chosen_hidden(), hidden, "{}", shown);
            for (place, number) in numbers.iter().enumerate() {
                prop_assert_eq!(queue.place_of(*number), Some(place), "{}", shown);
            }
            // The list is what the shelf says, however it was come by.
            if queue.answer.is_none() {
                let (order, descending) = queue.order();
                prop_assert_eq!(&*queue.listing(), &shelf.list(queue.filter(), order, descending), "{}", shown);
            }
        }
    }

    #[test]
    fn next_comes_to_every_listed_row_once(rows in rows(20), which in 0..Order::ALL.len(), noted in any::<bool>()) {
        let mut queue = queue(rows);
        let filter = Filter { noted, ..Filter::default() };
        apply(&mut queue, [QueueCommand::Filter(Box::new(filter)), QueueCommand::Sort(Order::ALL[which], false)]);
        let mut seen = Vec::new();
        loop {
            apply(&mut queue, [QueueCommand::Next { forward: true }]);
            let Some(number) = queue.wanted() else { break };
            apply(&mut queue, [QueueCommand::Brought(number)]);
            seen.push(number);
        }
        prop_assert_eq!(&seen, &listed(&queue));
        for number in seen.into_iter().rev().skip(1) {
            apply(&mut queue, [QueueCommand::Next { forward: false }]);
            prop_assert_eq!(queue.wanted(), Some(number));
            apply(&mut queue, [QueueCommand::Brought(number)]);
        }
    }
}
