"""The words of status in a headline: what each means, and the news that is made of the same words."""

import gzip
import json
from itertools import islice

import pytest

from tests.story.markup import SHARED
from tests.wire.reading import kinds, wired
from wiredesk.wire.parsed import SignalKind
from wiredesk.wire.profiles.profile import PROFILES, apply, by_name


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("KILL: Boats leave the harbour", "kill"),
        ("KILL - Boats leave the harbour", "kill"),
        ("KILL-Boats leave the harbour", "kill"),
        ("KILL Boats leave the harbour", "kill"),
        ("MANDATORY KILL Boats leave the harbour", "kill"),
        ("MANDATORY KILL", "kill"),
        ("KILL KILL KILL", "kill"),
        ("Boats leave the harbour KILL KILL KILL", "kill"),
        (">>> PTI KILL: Boats", "kill"),
        ("Boats leave the harbour (KILL)", "kill"),
        ("STORY WITHDRAWN: Boats leave the harbour", "kill"),
        ("Boats leave the harbour - STORY WITHDRAWN", "kill"),
        ("WITHDRAWN: Boats leave the harbour", "kill"),
        ("ELIMINATE: Boats leave the harbour", "kill"),
        ("BULLETIN ELIMINATION", "kill"),
        ("*** KILL *** Boats leave the harbour", "kill"),
        ("KILL! Boats leave the harbour", "kill"),
        ("Kill: Boats leave the harbour", "kill"),
        ("Mandatory kill: Boats leave the harbour", "kill"),
        ("Mandatory Kill - Boats leave the harbour", "kill"),
        ("Kill notice: Boats leave the harbour", "kill"),
        ("KILL ADVISORY: Boats leave the harbour", "kill"),
        ("ADVISORY: KILL Boats leave the harbour", "kill"),
        ("DEL23 KILL: Boats leave the harbour", "kill"),
        ("DEL23-KILL-BOATS", "kill"),
        ("KILL DEL23", "kill"),
        ("KILL STORY: Boats leave the harbour", "kill"),
        ("PLS KILL Boats leave the harbour", "kill"),
        ("Please kill the story on boats", "kill"),
        ("Editors, please withdraw Boats leave the harbour", "kill"),
        ("Attention editors: kill story on boats", "kill"),
        ("Story withdrawn: Boats leave the harbour", "kill"),
        ("Withdrawn: Boats leave the harbour", "kill"),
        ("RETRACTION: Boats leave the harbour", "kill"),
        ("Boats leave the harbour - KILL", "kill"),
        ("Boats leave the harbour [KILL]", "kill"),
        ("Boats leave the harbour (KILLED)", "kill"),
        ("Boats leave the harbour (Withdrawn)", "kill"),
        ("Boats leave the harbour - story withdrawn", "kill"),
        ("समाचार निरस्त: नावें रवाना", "kill"),
        ("कृपया इस खबर का उपयोग न करें", "kill"),
        ("वृत्त रद्द: नावा निघाल्या", "kill"),
        ("خبر منسوخ: کشتیاں روانہ", "kill"),
        ("DO NOT PUBLISH: Boats leave the harbour", "withhold"),
        ("NOT FOR USE: Boats leave the harbour", "withhold"),
        ("WITHHOLD: Boats leave the harbour", "withhold"),
        ("WITHHOLD Boats leave the harbour", "withhold"),
        ("HOLD HOLD HOLD Boats leave the harbour", "hold"),
        ("HOLD, HOLD, HOLD", "hold"),
        ("RELEASE RELEASE RELEASE Boats", "release"),
        ("CORRECTED-Boats leave the harbour", "correction"),
        ("CORRECTED: Boats leave the harbour", "correction"),
        ("CORRECTION: Boats leave the harbour", "correction"),
        ("Correction: Boats leave the harbour", "correction"),
        ("(CORRECTED) Boats leave the harbour", "correction"),
        ("RPT-CORRECTED-UPDATE 2-Boats leave the harbour", "correction"),
        ("RPT-CORRECTED-UPDATE 2-Boats leave the harbour", "repeat"),
        ("RPT-CORRECTED-UPDATE 2-Boats leave the harbour", "update"),
        ("OFFICIAL CORRECTION-Boats leave the harbour", "correction"),
        ("CORRECTING and REPLACING -- Boats leave the harbour", "correction"),
        ("Boats leave the harbour (CORRECTED)", "correction"),
        ("Boats leave the harbour - CORRECTED", "correction"),
        ("(Correction) Boats leave the harbour", "correction"),
        ("Correction - Boats leave the harbour", "correction"),
        ("Boats leave the harbour (corrected version)", "correction"),
        ("Clarification: Boats leave the harbour", "correction"),
        ("भूल सुधार: नावें रवाना", "correction"),
        ("REFILE-Boats leave the harbour", "refile"),
        ("REFILE: Boats leave the harbour", "refile"),
        ("REPEAT: Boats leave the harbour", "repeat"),
        ("REPEAT-Boats leave the harbour", "repeat"),
        ("RPT-Boats leave the harbour", "repeat"),
        ("UPDATE 2-Boats leave the harbour", "update"),
        ("ADVISORY: Plans for Tuesday", "service_message"),
        ("MEDIA ADVISORY - Plans for Tuesday", "service_message"),
        ("Attention editors: plans for Tuesday", "service_message"),
        ("NEWS SCHEDULE", "service_message"),
        ("EDS: Plans for Tuesday", "service_message"),
        ("TEST - PLS IGNORE", "test"),
        ("Testing testing", "test"),
        ("SERVICE MESSAGE", "service_message"),
        ("TEST", "test"),
        ("TEST TEST TEST", "test"),
        ("TEST MESSAGE PLEASE IGNORE", "test"),
        ("LINE TEST", "test"),
        ("Test message", "test"),
        ("This is a test, please ignore", "test"),
        ("EMBARGOED UNTIL 6 pm IST, March 9: Boats", "embargo"),
        ("EMBARGOED: Boats leave the harbour", "embargo"),
        ("Boats leave the harbour (EMBARGOED)", "embargo"),
        ("EMBARGO Boats leave the harbour", "embargo"),
        ("NOT FOR PUBLICATION BEFORE 0001 GMT on 10 March: Boats", "embargo"),
        ("Boats leave the harbour [Embargoed till 6 pm]", "embargo"),
        ("Boats leave the harbour - EMBARGOED", "embargo"),
        ("Embargo until Tuesday: Boats leave the harbour", "embargo"),
        ("Embargo ends 6 pm IST, March 9: Boats", "embargo"),
        ("Under embargo: Boats leave the harbour", "embargo"),
        ("DO NOT PUBLISH BEFORE 6 PM, MARCH 9: Boats", "embargo"),
        ("FOR RELEASE AT 6 PM IST MARCH 9: Boats", "embargo"),
        ("HOLD FOR RELEASE: Boats", "embargo"),
        ("To be published only after 6 pm March 9", "embargo"),
        ("9 मार्च शाम 6 बजे तक प्रकाशित न करें: नावें", "embargo"),
        ("9 मार्चपर्यंत प्रसिद्ध करू नये: नावा", "embargo"),
        ("شام 6 بجے تک شائع نہ کریں", "embargo"),
        ("Embargo until delivery of the speech: Boats leave the harbour", "embargo"),
        ("EMBARGO UNTIL DELIVERY", "embargo"),
        ("EMBARGO UNTIL 1800", "embargo"),
        ("Embargo until 1800: Boats leave the harbour", "embargo"),
        ("EMBARGO TILL 10/03", "embargo"),
        ("Embargo until 9/3/2026", "embargo"),
        ("Embargo until 2026-03-09", "embargo"),
        ("Embargo till 9-3-2026", "embargo"),
        ("Embargo till evening", "embargo"),
        ("Embargo until Wed", "embargo"),
        ("Embargo until the minister has left", "embargo"),
        ("EMBARGO TILL BUDGET SPEECH ENDS", "embargo"),
        ("Strictly embargo till further orders", "embargo"),
        ("Embargo: 09/03/2026", "embargo"),
        ("Embargo - 9 March 6 pm", "embargo"),
        ("Under embargo until the report is tabled in Parliament", "embargo"),
        ("Boats leave the harbour (embargo till 6 pm)", "embargo"),
        ("Boats leave the harbour (embargo)", "embargo"),
        ("9 मार्च शाम 6 बजे तक प्रकाशन न करें", "embargo"),
        ("शाम 6 बजे से पहले प्रकाशन नहीं करें", "embargo"),
        ("9 मार्च तक प्रकाशन पर रोक है", "embargo"),
        ("यह खबर 9 मार्च शाम 6 बजे तक जारी न करें", "embargo"),
        ("(ADVERTORIAL) Boats for sale", "paid"),
        ("Sponsored: Boats for sale", "paid"),
    ],
)
def test_a_word_of_status_in_a_headline(headline: str, kind: str) -> None:
    assert (kind, "prose") in kinds(wired(headline=headline))


@pytest.mark.parametrize(
    "headline",
    [
        "Two kill tigers in hold-up",
        "Tiger kills man",
        "TIGER KILLS MAN IN ASSAM",
        "KILL THE BILL PROTESTERS MARCH",
        "KILL THE BILL protesters march through London",
        "KILL review: A train ride to remember",
        "Court withdraws case against minister",
        "TROOPS WITHDRAWN FROM BORDER",
        "Troops withdrawn from border",
        "School test results out on Friday",
        "TEST CRICKET RETURNS TO LAHORE",
        "Test: India lead by 200 at stumps",
        "TEST: INDIA LEAD BY 200 AT STUMPS",
        "Ship passes test of strength, critics told to ignore rumours",
        "Stocks in sharp correction",
        "CORRECTIONAL FACILITY TO CLOSE",
        "CORRECTION IN STOCKS WIPES OUT GAINS",
        "Corrected figures show growth",
        "Repeat of 2011 final",
        "Repeat offender held",
        "Hold the line, says minister",
        "HOLD ON: WHAT THE BUDGET MEANS",
        "Embargo on oil tightens",
        "EMBARGO ON OIL TIGHTENS",
        "OIL EMBARGO: WHAT WE KNOW",
        "Embargo for oil tankers extended",
        "Embargo until peace returns, says minister",
        "Embargo until 2030 on whaling agreed",
        "Embargo: what next for oil?",
        "Embargo ends Friday as Cuba opens ports",
        "EU WEIGHS FULL OIL-EMBARGO",
        "Cuba (embargo debate)",
        "Hold for release of hostages",
        "To be released from jail on Monday: who is X",
        "Do not publish exit polls before Saturday, EC tells channels",
        "Do not use the bridge before 6 pm on Friday, villagers are told",
        "Do not carry bags until Monday, passengers are told",
        "डॉक्टरों का कहना है कि रात में सोने से पहले इस्तेमाल न करें मोबाइल फोन",
        "मतदान समाप्त होने तक प्रसारित न करें कोई एग्जिट पोल",
        "सुप्रीम कोर्ट ने कहा, 9 मार्च तक जारी न करें परिणाम",
        "अगली सुनवाई तक जारी न करें अधिसूचना",
        "Embargoed report says boats are safe",
        "For release of hostages, talks go on",
        "Kill: a film that spares nobody",
        "Please kill me, patient wrote in diary",
        "Editors withdraw study on boats",
        "Eds. Sheeran and Murphy win awards",
        "EDS raid two houses in Delhi",
        "Do not use phones before bed, doctors say",
        "Killed: nine in a crash",
        "BOATS COLLIDE, NINE KILLED",
        "Advisory: stay at home",
        "चुनाव से पहले प्रकाशित नहीं होगी रिपोर्ट",
        "सुनवाई तक किताब के प्रकाशन पर रोक",
        "दिल्ली में दस ट्रेनें रद्द",
        "मराठी वृत्तपत्र बंद",
        "Travel advisory issued for hills",
        "TRAVEL ADVISORY ISSUED FOR HILLS",
        "Update on the harbour",
        "State to eliminate malaria by 2030",
        "Firms withhold data, says regulator",
        "Film released amid protests",
        "Paper not for publication, author says",
        "Press release culture under fire",
        "हत्या के दो आरोपी पकड़े गए",
    ],
)
def test_news_made_of_the_same_words_is_no_signal(headline: str) -> None:
    for profile in PROFILES:
        assert apply(profile, wired(headline=headline)).signals == ()


@pytest.mark.parametrize("label", ["DEL123 ", "DEL123-BOM456/", "URGENT-DEL1 "])
def test_labels_without_end_are_read_once(label: str) -> None:
    for labels in (label * 80, label.strip(" ") * 80):
        assert kinds(wired(headline=f"{labels}skill", body=f"<p>{labels}skill</p>")) == set()
    assert ("kill", "prose") in kinds(wired(headline=f"{label * 40}KILL: Boats"))


def test_no_headline_of_a_real_day_is_taken_for_a_kill() -> None:
    path = SHARED / "related" / "headlines-stories.jsonl.gz"
    if not path.is_file():
        pytest.skip("the real headlines do not lie beside this checkout")
    stops = {SignalKind.KILL, SignalKind.WITHHOLD, SignalKind.HOLD, SignalKind.TEST}
    taken = []
    with gzip.open(path) as lines:
        for line in islice(lines, 20_000):
            headline = json.loads(line)["headline"]
            if any(signal.kind in stops for signal in apply(by_name("generic"), wired(headline=headline)).signals):
                taken.append(headline)
    assert all("KILL -" in headline for headline in taken)
    assert len(taken) < 20
