//! A worker in the background that fails is told of once, and late words of another errand are not heard.

use std::cell::RefCell;
use std::rc::Rc;

use tagline::job::errand::Answer;
use wasm_bindgen_test::wasm_bindgen_test;

use super::Background;
use crate::testing::{settled, until, use_worker};

#[wasm_bindgen_test]
async fn a_worker_that_fails_is_told_of_and_the_next_errand_has_another() {
    let background = Background::default();
    for (script, expected) in [
        (None, "did not load"),
        (Some("throw new Error('é broken')"), "é broken"),
        (Some("setTimeout(() => { throw new Error('later') }, 1)"), "later"),
    ] {
        use_worker(script);
        let told = Rc::new(RefCell::new(Vec::new()));
        let hear = told.clone();
        let ticket = background.begin(move |answer| {
            if let Answer::Failed(message) = answer {
                hear.borrow_mut().push(message);
            }
        });
        assert!(background.is_on(ticket));
        until("it is told", || !told.borrow().is_empty()).await;
        settled().await;
        assert!(told.borrow().len() == 1 && told.borrow()[0].contains(expected), "{:?}", told.borrow());
        assert!(!background.is_on(ticket));
        // Whoever would go on with it hears that there is nothing to go on with.
        let again = told.clone();
        assert!(!background.go_on(move |_| again.borrow_mut().push("over".to_owned())));
        assert_eq!(told.borrow().len(), 2);
    }
    background.end();
}

#[wasm_bindgen_test]
async fn only_the_errand_under_way_is_heard() {
    use_worker(Some(""));
    let background = Background::default();
    let told = Rc::new(RefCell::new(String::new()));
    let hear = |name: &'static str| {
        let told = told.clone();
        move |_| told.borrow_mut().push_str(name)
    };
    let first = background.begin(hear("a"));
    let second = background.begin(hear("b"));
    background.hear(first, Answer::Over { stopped: false });
    background.hear(second, Answer::Loading(1, 2));
    background.hear(second, Answer::Over { stopped: true });
    background.hear(second, Answer::Loading(2, 2));
    assert_eq!(*told.borrow(), "bb");
    assert!(background.0.idle.borrow().is_some());
    let third = background.begin(hear("c"));
    assert!(background.0.idle.borrow().is_none() && background.is_on(third));
    background.end();
    background.hear(third, Answer::Over { stopped: false });
    assert_eq!(*told.borrow(), "bb");
}
