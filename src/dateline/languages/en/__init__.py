"""English: the words that carry no meaning of their own, numbers, months.

The lists are general English, written for this project; cues.toml holds the patterns,
sentences.toml and dates.toml how sentences end and dates are written.
"""

STOP_WORDS = """
a an the and or but nor so yet of in on at by for with from to into onto over under between among through during
before after since until about against within without near as than then that this these those it its he his him
she her hers they their them we our us you your i me my is are was were be been being has have had having do does
did will would shall should can could may might must not no yes also more most much many some any each every other
another such only own same too very just who whom whose which what when where why how there here all both few
several one two three four five six seven eight nine ten first second third last next new least up down out off
again further once while because if though although amid despite including according per via said says say
mr mrs ms dr people person year years month months week weeks day days today yesterday tomorrow monday tuesday
wednesday thursday friday saturday sunday january february march april june july august september october november
december
"""

# Words that frame a question without narrowing it ("the war in Ukraine", "latest on Haiti").
FRAMING_WORDS = """
war crisis conflict situation news latest update updates brief report reports events story happening happened
unrest violence trouble tensions dispute clash clashes fighting insurgency
northern southern eastern western north south east west central
"""

# How a loose word of a question is bent in the reports: "protests" is asked for, "protesters" is written.
# What may come off the word as asked, and what may then follow. General English; no corpus set them.
ENDINGS_OFF = "ing es ed s"
ENDINGS_ON = "e s es ed ing er ers or ors"

NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
    "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12, "dozens": 24, "hundreds": 200,
    "thousands": 2000,
}  # fmt: skip

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}

_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = {name: number for number, name in enumerate(_DAY_NAMES)}
