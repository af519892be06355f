//! Logs as they come in, whole and cut anywhere.

use super::*;
use proptest::prelude::*;

/// Each row as `number: count model size`, or the code of what is wrong with it.
#[derive(Default)]
struct Told {
    rows: Vec<String>,
    kinds: Vec<String>,
    again: usize,
}

impl Sink for Told {
    fn row(&mut self, row: Row<'_>) -> Kept {
        let texts: Vec<_> = row.key.split('\u{1f}').collect();
        let kind = format!("{} {}", texts[0], texts[3]);
        self.rows.push(format!("{}: {} {kind}", row.number, row.count));
        // Every fourth kind voids the places of those before.
        let anew = self.kinds.len() == 4;
        if anew {
            self.kinds.clear();
        }
        self.kinds.push(kind);
        Kept { place: u32::try_from(self.kinds.len() - 1).ok(), anew }
    }

    fn again(&mut self, place: u32, number: u64, count: u64) {
        self.again += 1;
        self.rows.push(format!("{number}: {count} {}", self.kinds[usize::try_from(place).unwrap()]));
    }

    fn broken(&mut self, number: u64, lack: &Lack) {
        self.rows.push(format!("{number}: {}", lack.code));
    }
}

fn told(chunks: &[&[u8]], plain: bool) -> Result<Told> {
    let mut reader = LogReader::new(&Setting::default())?;
    let mut told = Told::default();
    for chunk in chunks {
        reader.push(chunk, &mut told)?;
        if !plain {
            reader.plain = None;
        }
    }
    reader.finish(&mut told)?;
    Ok(told)
}

/// What a log comes to.
fn read(chunks: &[&[u8]]) -> Result<Vec<String>> {
    told(chunks, true).map(|told| told.rows)
}

#[track_caller]
fn check(log: &str, expected: &[&str]) {
    assert_eq!(read(&[log.as_bytes()]).unwrap(), expected, "{log}");
    // Cut anywhere, it reads the same.
    for cut in 0..=log.len() {
        let (a, b) = log.as_bytes().split_at(cut);
        assert_eq!(read(&[a, b]).unwrap(), expected, "cut at {cut}");
    }
    let single: Vec<&[u8]> = log.as_bytes().chunks(1).collect();
    assert_eq!(read(&single).unwrap(), expected, "byte by byte");
}

#[track_caller]
fn refuses(log: &[u8], code: Code, message: &str) {
    let error = read(&[log]).unwrap_err();
    assert_eq!((error.code(), error.message()), (code, message));
}

#[test]
fn rows_are_read_whatever_their_line_ends_and_separators() {
    check("model,n,size\nflux,3,512x512\nsd,1,\n", &["1: 3 flux 512x512", "2: 1 sd "]);
    check("model;n\r\nflux;3\r\nsd;2", &["1: 3 flux ", "2: 2 sd "]);
    check("\u{feff}model\tn\n\nflux\t3\n\n", &["1: 3 flux "]);
    check("note,model,n\n\"a,\"\"b\"\"\nc\",flux,2\nx,sd,5\n", &["1: 2 flux ", "2: 5 sd "]);
    check("model\nflux\n", &["1: 1 flux "]);
}

#[test]
fn a_broken_row_leaves_the_others() {
    check(
        "model,n\nflux,0\nflux,-3\nflux,1.5\nflux,1000000000000000\nflux,1,2,3\n\"flux\"x,1\nsd,2.0\n",
        &[
            "1: bad_count",
            "2: bad_count",
            "3: bad_count",
            "4: bad_count",
            "5: broken_row",
            "6: broken_row",
            "7: 2 sd ",
        ],
    );
}

#[test]
fn json_lines_are_read() {
    check(
        "{\"model\":\"flux\",\"num_images\":3,\"size\":\"1K\"}\n{\"model\":\"sd\",\"n\":null}\nnope\n[1]\n{\"model\":{}}\n",
        &["1: 3 flux 1K", "2: 1 sd ", "3: broken_row", "4: broken_row", "5: broken_row"],
    );
}

#[test]
fn an_open_quote_costs_its_row_and_no_more() {
    let long = format!("model,n\n\"flux,1\n{}sd,2\n", "flux,1\n".repeat(10_000));
    let rows = read(&[long.as_bytes()]).unwrap();
    assert_eq!(rows[0], "1: broken_row");
    assert_eq!(rows.len(), 10_002);
    assert_eq!(rows.last().unwrap(), "10002: 2 sd ");
}

#[test]
fn what_is_no_log_is_refused() {
    refuses(b"", Code::WrongShape, "the log is empty");
    refuses(b" \n ", Code::WrongShape, "the log is empty");
    refuses(b"\xff\xfem\0", Code::NotUtf8, "the log is UTF-16, not UTF-8");
    refuses(b"mod\xe9l,n\n", Code::NotUtf8, "the header line is not UTF-8");
    refuses(b"[{\"model\":1}]", Code::WrongShape, "the log is a JSON array, not a JSON object a line");
    let wide = format!("model{}\nflux\n", ",x".repeat(1_000_000));
    refuses(wide.as_bytes(), Code::TooLarge, "the header line has more than 1048576 bytes");
    let wide = format!("model{}\nflux\n", ",x".repeat(2000));
    refuses(wide.as_bytes(), Code::WrongShape, "the log has 2001 columns, over the limit of 1000");
    refuses(
        b"a,b\n1,2\n",
        Code::WrongShape,
        "no column of the log holds anything that is known here: `a`, `b`",
    );
}

#[test]
fn text_that_is_not_utf8_costs_its_row() {
    let rows = read(&[b"model,n\nfl\xffx,1\nsd,2\n"]).unwrap();
    assert_eq!(rows, ["1: broken_row", "2: 2 sd "]);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0..200_usize) {
        let mut log = b"model,n\n".to_vec();
        log.extend(&bytes);
        let whole = read(&[&log]);
        let (a, b) = log.split_at(cut.min(log.len()));
        prop_assert_eq!(whole, read(&[a, b]));
    }

    #[test]
    fn plain_rows_are_read_as_any_row_is(
        header in prop::sample::select(vec![
            "model,n,date,size", "date,model,note,size,n", "n\tmodel", "model\tnote", "note,date", "model", "n", "size|x|date|n",
        ]),
        rows in proptest::collection::vec(
            proptest::collection::vec(
                prop::sample::select(vec![
                    "", "a", "b", "ab", " ", "1", "2", "12", "0", "-1", "+1", "1.0", " 1", "999999999999", "1000000000000",
                    "2026-05-01", "2026-05-01T10:00", "2026-05-01 ", " 2026-05-01", "2026-05   ", "2026-05    ",
                    "2026-05-01x", "2026-05-01T\u{1f}", "\"a\"", "\"", "\u{1f}", "é", "\r", "512x512",
                ]),
                0..6,
            ),
            0..40,
        ),
        ends in proptest::collection::vec(prop::sample::select(vec!["\n", "\r\n", "\r\r\n"]), 40),
        cut in 0..400_usize,
    ) {
        let separator = ["\t", "|"].into_iter().find(|sign| header.contains(sign)).unwrap_or(",");
        let first = format!("{header}\n");
        let mut log = String::new();
        for (row, end) in rows.iter().zip(&ends) {
            log += &row.join(separator);
            log += end;
        }
        let (a, b) = log.as_bytes().split_at(cut.min(log.len()));
        let fast = told(&[first.as_bytes(), a, b], true).unwrap();
        let slow = told(&[first.as_bytes(), a, b], false).unwrap();
        prop_assert_eq!(slow.again, 0);
        prop_assert_eq!(fast.rows, slow.rows);
    }
}

#[test]
fn kinds_that_were_met_are_not_read_again() {
    let log = "date,model,n\n2026-05-01T08:00,flux,1\n2026-05-01 09:00,flux,2\n2026-05-01,flux,3\n2026-05-01,flux,4\n";
    let told = told(&[log.as_bytes()], true).unwrap();
    assert_eq!((told.rows.len(), told.again), (4, 2));
}
