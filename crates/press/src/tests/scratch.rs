#[test]
fn all() {
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../papers/cases")).unwrap() {
        let path = entry.unwrap().path();
        let case = sojourn_papers::Case::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for (i, d) in case.assemble().unwrap().documents.iter().enumerate() {
            let s = sojourn_papers::sheet(&d.draft, &case.document).unwrap();
            let t = std::time::Instant::now();
            let p = crate::pdf(&s).unwrap();
            eprintln!("{:?} {} {} ms", path.file_name(), p.len(), t.elapsed().as_millis());
            std::fs::write(format!("/tmp/press/{}-{i}.pdf", path.file_stem().unwrap().to_str().unwrap()), p)
                .unwrap();
        }
    }
}
