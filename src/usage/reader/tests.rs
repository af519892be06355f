//! Logs as they come in, whole and cut anywhere.

use super::*;
use proptest::prelude::*;

/// What a log comes to: each row as `count model size`, or the code of what is wrong with it.
fn read(chunks: &[&[u8]]) -> Result<Vec<String>> {
    let mut reader = LogReader::new(&Setting::default())?;
    let mut rows = Vec::new();
    let mut sink = |row: ReadRow<'_>| {
        rows.push(match row {
            Ok(row) => {
                let texts: Vec<_> = row.key.split('\u{1f}').collect();
                format!("{}: {} {} {}", row.number, row.count, texts[0], texts[3])
            }
            Err((number, lack)) => format!("{number}: {}", lack.code),
        });
    };
    for chunk in chunks {
        reader.push(chunk, &mut sink)?;
    }
    reader.finish(&mut sink)?;
    Ok(rows)
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
}
