//! Which column of a table is what, with its first rows to see it by.

use tagline::workspace::{Column, Command, ImportCommand, Tables, counted};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::desk::Desk;

/// So many columns are shown.
const COLUMNS: usize = 12;

/// Properties of [`Columns`].
#[derive(Properties, PartialEq)]
pub struct ColumnsProps {
    pub at: usize,
    pub tables: Tables,
    pub desk: Desk,
}

fn words(column: Column) -> &'static str {
    match column {
        Column::Text => "Text",
        Column::Title => "Title",
        Column::Published => "Date",
        Column::Url => "Address",
        Column::Id => "Name",
    }
}

/// The choice for some tables with the same columns.
#[component]
pub fn Columns(props: &ColumnsProps) -> Html {
    let ColumnsProps { at, tables, desk } = props;
    let (at, preview) = (*at, &tables.preview);
    let first = tables.files.first().cloned().unwrap_or_default();
    let others = match tables.files.len() {
        0 | 1 => String::new(),
        several => format!(" and {} like it", counted(several - 1, "file")),
    };
    let select = |column: Column| {
        let id = format!("importing-{at}-{}", words(column).to_lowercase());
        let chosen = column.of(&preview.choice);
        let desk = desk.clone();
        let onchange = Callback::from(move |event: Event| {
            let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            // The first choice is none, where there may be none.
            let none = column != Column::Text && select.selected_index() == 0;
            let name = (!none).then(|| select.value());
            desk.send(Command::Import(ImportCommand::Choose(at, column, name)));
        });
        html! {
            <label for={id.clone()}>
                <span class="small mute">{ words(column) }</span>
                <select {id} {onchange}>
                    if column != Column::Text {
                        <option value="" selected={chosen.is_none()}>{ "none" }</option>
                    }
                    { for preview.columns.iter().map(|name| html! {
                        <option value={name.clone()} selected={chosen == Some(name.as_str())}>{ name.clone() }</option>
                    }) }
                </select>
            </label>
        }
    };
    let as_html = {
        let desk = desk.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                desk.send(Command::Import(ImportCommand::AsHtml(at, input.checked())));
            }
        })
    };
    let role = |name: &str| {
        let mut of = Column::ALL.iter().filter(|column| column.of(&preview.choice) == Some(name));
        of.next().map(|column| words(*column))
    };
    let shown = || preview.columns.iter().take(COLUMNS);
    html! {
        <section class="importing-columns" aria-label={format!("Columns of {first}")}>
            <h3><bdi>{ first.clone() }</bdi><span class="mute">{ others }</span></h3>
            <div class="importing-choices">
                { for Column::ALL.iter().map(|column| select(*column)) }
                <label class="importing-html">
                    <input type="checkbox" checked={preview.choice.html} onchange={as_html} />
                    { "The text is HTML" }
                </label>
            </div>
            <div class="importing-preview" tabindex="0" role="group" aria-label={format!("The first rows of {first}")}>
                <table>
                    <thead>
                        <tr>
                            { for shown().map(|name| html! {
                                <th scope="col" data-role={role(name)}>{ name.clone() }</th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for preview.rows.iter().map(|row| html! {
                            <tr>
                                { for shown().zip(row.iter()).map(|(name, cell)| html! {
                                    <td data-role={role(name)} dir="auto">{ cell.clone() }</td>
                                }) }
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
        </section>
    }
}
