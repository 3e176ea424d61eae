//! Tables are views: made anew from the documents they are the same.

use durbar_tests::{
    kit::{PhoneFile, Result, Server},
    story::{Act, Person, everybody_syncs},
};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};

const STEPS: u32 = 300;

fn rebuilt_tables_equal_the_tables(people: &mut [Person], when: &str) -> Result<usize> {
    let mut rows = 0;
    for (number, person) in people.iter_mut().enumerate() {
        let file = PhoneFile::open(person.phone.path())?;
        let before = file.cases()?;
        person.phone.rebuild()?;
        assert_eq!(before, file.cases()?, "{when}, on phone {number}");
        rows += before.len();
    }
    Ok(rows)
}

#[test]
fn tables_made_anew_from_the_documents_equal_the_tables_on_every_phone() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = Server::fresh_with(
        &folder.path().join("hub"),
        &["--rate", "100000", "--burst", "100000"],
    )?;
    let mut people = Vec::new();
    for seed in 1..=3 {
        people.push(Person::citizen(folder.path(), &server, seed)?);
    }
    for (seed, department, name) in [
        (4, "works", "Esi Mensah"),
        (5, "works", "Kofi Arthur"),
        (6, "waste", "Adwoa Quansah"),
        (7, "waste", "Yaw Ansah"),
    ] {
        people.push(Person::officer(
            folder.path(),
            &server,
            seed,
            department,
            name,
        )?);
    }
    let mut rng = ChaCha20Rng::seed_from_u64(31);
    for step in 0..STEPS {
        let turn = rng.next_u32() as usize % people.len();
        let act = Act::any(&mut rng);
        let cases = people[turn].cases()?;
        people[turn]
            .act(act, &cases)
            .map_err(|error| format!("step {step}, {act:?}: {error}"))?;
        if step % 60 == 59 {
            rebuilt_tables_equal_the_tables(&mut people, &format!("after step {step}"))?;
        }
    }
    everybody_syncs(&mut people.iter_mut().collect::<Vec<_>>())?;
    let rows = rebuilt_tables_equal_the_tables(&mut people, "when all is synced")?;
    assert!(rows > 20, "the story was too short: {rows} rows");
    Ok(())
}
