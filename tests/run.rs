//! What the program does with the world around it: pipes, devices, threads, hostile files.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn claimlint(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimlint"));
    command.args(args).arg("--isolated").current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn run(args: &[&str]) -> Output {
    claimlint(args).output().unwrap()
}

fn folder(files: &[(&str, &[u8])]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(dir.path().join(name), bytes).unwrap();
    }
    let path = dir.path().to_owned();
    (dir, path)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn any_number_of_threads_prints_the_same() {
    let outputs = ["1", "2", "5"].map(|n| run(&["check", "tests/cases", "transcripts", "-f", "json", "-j", n]).stdout);
    assert!(outputs[0].len() > 1000);
    assert!(outputs.iter().all(|output| *output == outputs[0]));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = claimlint(&["claims", "tests/cases", "transcripts", "-f", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let output = run(&["claims", "transcripts", "--report", "json=/dev/full"]);
    assert_eq!(output.status.code(), Some(2), "claims takes no --report");
    let output = run(&["check", "transcripts", "--report", "json=/dev/full"]);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && message.contains("/dev/full: No space left"), "{message}");
}

#[test]
fn a_report_appears_only_when_it_is_complete() {
    let (_dir, path) = folder(&[]);
    let page = path.join("page.html");
    let output = run(&["check", "tests/cases", "--report", &format!("html={}", text(&page)), "--fail-on", "never"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    let files: Vec<_> = std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files, ["page.html"]);
    let missing = format!("html={}/no/page.html", text(&path));
    assert_eq!(run(&["check", "tests/cases", "--report", &missing]).status.code(), Some(2));
}

#[test]
fn bad_files_cost_no_report_on_good_ones() {
    let good = std::fs::read("tests/cases/swapped-digits.txt").unwrap();
    let broken: Vec<u8> = (0..=255).cycle().take(5000).collect();
    let (_dir, path) = folder(&[("a.docx", &broken), ("b.txt", &good), ("c.pdf", b"%PDF-1.4 nothing"), ("d.txt", b"")]);
    let output = run(&["check", text(&path), "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["summary"]["errors"], 1);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && message.contains("a.docx"), "{message}");
}

#[test]
fn hostile_files_print_nothing_active_in_any_format() {
    let hostile = "ANNA \u{1b}[31mREED: In 2022 we loaded 1,480 ships \u{9b}2J ##[error]x <script>alert(1)</script>.\n\n\
                   TOM VALE: As Anna Reed just said, 1,408 ships \u{202e} were loaded in 2022.\n\n\
                   ANNA \u{1b}[31mREED: =1+1 is what they say.\n\nTOM VALE: ::error::yes, and 7 more.\n";
    let (_dir, path) = folder(&[("\u{1b}[2J.txt", hostile.as_bytes())]);
    for format in [
        "human",
        "short",
        "json",
        "ndjson",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "checkstyle",
        "csv",
        "markdown",
        "html",
    ] {
        let output = run(&["check", text(&path), "--format", format, "--min-severity", "note"]);
        let printed = String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr);
        let active = |c: char| c.is_control() && !matches!(c, '\n' | '\r') || c == '\u{202e}';
        assert!(!printed.contains(active), "{format}: {printed:?}");
        let command = |line: &str| line.contains("##[") || line.trim_start().starts_with("::error::");
        assert!(!printed.lines().any(command), "{format}: {printed}");
    }
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let escape = |output: Output| output.stdout.contains(&0x1b);
    let args = ["check", "tests/cases/swapped-digits.txt"];
    assert!(!escape(run(&args)));
    assert!(escape(run(&[args[0], args[1], "--color", "always"])));
    assert!(!escape(claimlint(&args).env("FORCE_COLOR", "1").env("NO_COLOR", "1").output().unwrap()));
}

#[test]
fn standard_input_is_a_file_with_a_name() {
    let input = std::fs::File::open("tests/cases/swapped-digits.txt").unwrap();
    let output = claimlint(&["check", "-", "--stdin-path", "talk.txt", "-f", "short"]).stdin(input).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("talk.txt:6:35: error"), "{output:?}");
}

#[test]
fn every_subcommand_has_help_and_a_manual() {
    for name in
        ["check", "claims", "rules", "explain", "test-rules", "baseline", "config", "init", "completions", "man"]
    {
        let help = Command::new(env!("CARGO_BIN_EXE_claimlint")).args([name, "--help"]).output().unwrap();
        assert!(help.status.success() && help.stdout.len() > 100, "{name}");
        let page = Command::new(env!("CARGO_BIN_EXE_claimlint")).args(["man", name]).output().unwrap();
        assert!(page.stdout.starts_with(b".ie"), "{name}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Command::new(env!("CARGO_BIN_EXE_claimlint")).args(["completions", shell]).output().unwrap();
        assert!(String::from_utf8_lossy(&script.stdout).contains("baseline"), "{shell}");
    }
}

/// A text that breaks one rule in every sentence.
fn restated(times: usize) -> String {
    let talk = "ANNA REED: Loans rose from 200,000 in 2022 to 230,000 in 2023, an increase of 25 percent.\n\n";
    talk.repeat(times)
}

#[test]
fn a_rule_with_very_much_to_say_is_cut_short_and_the_report_says_so() {
    let (_dir, path) = folder(&[("a.txt", restated(300).as_bytes())]);
    let file = path.join("a.txt");
    let counts = |more: &[&str]| {
        let output = run(&[&["check", text(&file), "-f", "json"], more].concat());
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1));
        ["errors", "left_out"].map(|count| report["summary"][count].as_u64().unwrap())
    };
    let [short, tiny, whole] = [counts(&[]), counts(&["--max-per-rule", "5"]), counts(&["--max-per-rule", "0"])];
    assert_eq!((short[0], tiny[0], whole), (200, 5, [300, 0]));
    assert!(short[1] >= 100 && tiny[1] >= 295);
}

#[test]
fn a_baseline_knows_also_what_a_report_leaves_out() {
    let (_dir, path) = folder(&[("a.txt", restated(250).as_bytes())]);
    let (file, known) = (path.join("a.txt"), path.join("known.json"));
    assert_eq!(run(&["baseline", "write", text(&file), "-o", text(&known)]).status.code(), Some(0));
    let output = run(&["check", text(&file), "--baseline", text(&known)]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn the_order_of_the_files_changes_the_order_of_the_report_alone() {
    let files =
        ["tests/cases/growth-that-does-not.txt", "tests/cases/swapped-digits.txt", "tests/cases/lists-and-counts.txt"];
    let rows = |files: [&str; 3]| {
        let output = run(&[&["check", "-f", "ndjson", "-j", "3"], &files[..]].concat());
        let mut rows: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
        rows.sort();
        rows
    };
    let [a, b, c] = files;
    assert!(rows(files).len() > 6);
    assert!([[c, b, a], [b, c, a], [c, a, b]].into_iter().all(|order| rows(order) == rows(files)));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_whatever_is_written() {
    let full = || Stdio::from(std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
    for args in [["check", "tests/cases"], ["claims", "tests/cases"], ["check", "transcripts"]] {
        let output = claimlint(&args).stdout(full()).stderr(Stdio::piped()).output().unwrap();
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && message.contains("No space left"), "{args:?}: {message}");
    }
    let output = run(&["baseline", "write", "tests/cases", "-o", "/dev/full"]);
    assert!(output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains("/dev/full"));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_the_old_report_as_it_was() {
    let (_dir, path) = folder(&[("a.txt", restated(40_000).as_bytes()), ("old.json", b"old"), ("known.json", b"old")]);
    let (text_file, report, known) = (path.join("a.txt"), path.join("old.json"), path.join("known.json"));
    let to = format!("json={}", text(&report));
    for args in [
        ["check", text(&text_file), "--report", &to].as_slice(),
        ["baseline", "write", text(&text_file), "-o", text(&known)].as_slice(),
    ] {
        let mut child = claimlint(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(150));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert_eq!((std::fs::read(&report).unwrap(), std::fs::read(&known).unwrap()), (b"old".to_vec(), b"old".to_vec()));
}

#[test]
fn what_is_broken_is_not_half_applied() {
    let rule = std::fs::read("rules/growth-off.toml").unwrap();
    let (_dir, path) = folder(&[
        ("good.toml", &rule),
        ("bad.toml", b"question = 1"),
        ("claimlint.toml", b"min-severity = \"note\"\nselect = [\"growth-of\"]\n"),
        ("glob.toml", b"ignore = [\"growth-off\"]\nexclude = [\"a[\"]\n"),
        ("known.json", b"{\"version\": 1, \"findings\": ["),
        ("report.json", b"old"),
    ]);
    let at = |name: &str| path.join(name).to_str().unwrap().to_owned();
    let to = format!("json={}", at("report.json"));
    for args in [
        vec!["--rules", text(&path), "--isolated"],
        vec!["--config", &at("claimlint.toml")],
        vec!["--config", &at("glob.toml")],
        vec!["--baseline", &at("known.json"), "--isolated"],
        vec!["--suppressions", &at("bad.toml"), "--isolated"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimlint"));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["check", "tests/cases", "--report", &to]).args(&args);
        let output = command.output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{args:?}");
        assert!(!output.stderr.is_empty(), "{args:?}");
        assert_eq!(std::fs::read(path.join("report.json")).unwrap(), b"old", "{args:?}");
    }
}
