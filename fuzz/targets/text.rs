//! Any paste is cleaned: no panic, no hang, little memory, and the map and the ranges are sound.
#![no_main]

mod holds;
mod memory;
mod pieces;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use tagline::article::Source;

/// Lines that pastes have.
const LINES: &[&str] = &[
    "The council voted on Tuesday to keep the ferries running until the summer, it said in a statement.\n",
    "\"The boats belong to everyone,\" said Judge Émile Okafor of the 9th district court in Port Ellery.\r\n",
    "(CNN)The union said on Monday that it would ask the court&#39;s clerk to stop the sale of the boats.\n",
    "PORT ELLERY, March 5 (Reuters) - A court stopped the sale of the city&amp;#39;s ferries on Tuesday.\n",
    "法院星期二叫停了该市渡轮的出售，理由是市议会没有征求每天乘坐渡轮的居民的意见。\n",
    "أوقفت المحكمة يوم الثلاثاء بيع عبارات المدينة لأن المجلس لم يسأل الناس الذين يركبونها كل يوم.\n",
    "this line was broken at a fixed width by a mail program,\nand goes on here in the next one until it ends.\n",
    "By Zoë Marchetti and José de la Cruz, CNN\n",
    "Updated 9:06 PM ET, Wed June 26, 2019\n",
    "5. März 2024, 10:15 Uhr\n",
    "A ferry leaves the harbour. (Photo by Ida Roe/AFP/Getty Images)\n",
    "Tram line to the airport delayed again\n",
    "What happens next\n",
    "• A list item with words in it;\n",
    "Share this article\n",
    "Read more: Mayor opens a new library\n",
    "Subscribe to our newsletter\n",
    "Related stories\n",
    "3 Comments\n",
    "© 2024 The Ellery Post. All rights reserved.\n",
    "Menu\n",
    "\n",
    " \u{a0}\t\r\n",
    "co\u{ad}op\u{200b}er\u{feff}ate 👩\u{200d}🚀\n",
];

fuzz_target!(|input: &str| holds::holds(input, |input| Source::text(input)));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    pieces::mutate(data, size, max_size, seed, LINES)
});
