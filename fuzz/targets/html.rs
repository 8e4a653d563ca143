//! Any page is cleaned: no panic, no hang, little memory, and the map and the ranges are sound.
#![no_main]

mod holds;
mod memory;
mod pieces;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use tagline::article::Source;

/// Tags and elements that pages have.
const ELEMENTS: &[&str] = &[
    "<p>The council voted on Tuesday to keep the ferries running until the summer, it said in a statement.</p>",
    "<p>\"The boats belong to everyone,\" said Judge &Eacute;mile Okafor of the <b>9th</b> district court.<br><br>",
    "<p>(CNN)The union said that it would <a href='/x'>ask the court&#39;s clerk</a> to stop the sale.",
    "<p>法院星期二叫停了该市渡轮的出售，理由是市议会没有征求每天乘坐渡轮的居民的意见。</p>",
    "<h1>Harbour court halts the ferry sale</h1>",
    "<h2>What happens next</h2>",
    "<div class='story__related-links'>",
    "<div class='article-body' itemprop='articleBody'>",
    "<section id=comments>",
    "<aside>",
    "</aside>",
    "</div>",
    "</section>",
    "<ul><li>The ferries keep running.</li>",
    "<li>",
    "</ul>",
    "<table><tr><th>Year<th>Boats<tr><td>2023<td>4</table>",
    "<figure><img src=x><figcaption>A ferry leaves the harbour.</figcaption></figure>",
    "<blockquote class=twitter-tweet><p>So it goes &mdash; Ann (@ann) <a href=x>March 5, 2024</a></blockquote>",
    "<p class=byline>By <a rel=author href=/z>Zo&euml; Marchetti</a> and José de la Cruz</p>",
    "<time datetime=2024-03-05T10:00:00+00:00>March 5, 2024</time>",
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour court\",\"author\":[{\"name\":\"Zoë\"}],\"datePublished\":\"2024-03-05\"}</script>",
    "<meta property='og:title' content='Harbour court halts the ferry sale'>",
    "<title>Harbour court halts the ferry sale | The Ellery Post</title>",
    "<p hidden>",
    "<span style='display:none'>",
    "</span>",
    "<!--StartFragment-->",
    "<!--",
    "<script>",
    "<style>",
    "<textarea>",
    "<svg>",
    "<pre>a\r\n b</pre>",
    "<br>",
    "&nbsp;",
    "&amp;nbsp;",
    "</>",
];

fuzz_target!(|input: &str| holds::holds(input, |input| Source::html(input)));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    pieces::mutate(data, size, max_size, seed, ELEMENTS)
});
