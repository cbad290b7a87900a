# ruff: noqa: RUF001 (curly apostrophes and wide letters are what this is about)
"""Texts as staff write them. What must be found stands in [brackets]; a line without them is clean."""

from dataclasses import dataclass
from datetime import date

from sharing.naming import Known, Person

KNOWN = Known(
    people=(
        Person("Amara Rose", "Okafor", "Mara", role="the child"),
        Person("William", "Okafor", role="a sibling"),
        Person("Zoë Summer", "Okafor-Hughes", role="a sibling"),
        Person("Katherine", "O'Neill", role="a parent"),
        Person("Mohammed", "Al-Rashid", role="a parent"),
        Person("Siobhán", "de Souza", role="in the household"),
        Person("James", "van der Berg", role="in the household"),
        Person("Grace", "Young", role="a member of staff"),
        Person("Penny", "Hall", role="a member of staff"),
        Person("Mark", "Brown", role="a member of staff"),
        Person("Elizabeth", "McDonald", role="a member of staff"),
        Person("Jack", "Green", role="a member of staff"),
        Person("Anne-Marie", "Walker", role="a member of staff"),
        Person("May", "Wood", role="a member of staff"),
        Person("Hope", "Baker", role="a member of staff"),
    ),
    born=(date(2022, 9, 3), date(2019, 2, 14)),
    addresses=("12 Ivy Farm Road\nLittle Neston\nCheshire", "3 High Street, Neston"),
    postcodes=("CH64 9TJ",),
    telephones=("0151 496 0000", "07700 900123"),
    emails=("k.oneill@example.org",),
)

EXACT_NAMES = """
Yesterday [Amara] bit another child during tidy-up time.
[Amara Okafor] was collected late for the third time this week.
We are worried about [Amara]'s cough, which has lasted since half-term.
We are worried about [Amara]’s cough and about [James]' behaviour at home.
[AMARA] arrived with a bruise on her left arm.
this morning [amara] told me that her arm hurt
I asked [Mara] what had happened and she would not say.
Her name is [Amara Rose Okafor].
The register lists her as [Okafor], [Amara].
[Amara], who is three, flinched when I bent down.
She said “[Amara] no tell.”
Her brother [William] pushed her off the bike.
Her sister [Zoë] was in the car.
Her sister [Zoe] was in the car without a seat belt.
Her sister [ZOË] cried all the way home.
The [Okafor-Hughes] family have moved again.
The [Okafor] - [Hughes] name is on the form.
Mrs [Hughes] rang at nine.
Mum's name is [Katherine O'Neill].
Mum's name is [Katherine O’Neill].
Mrs [ONeill] shouted at us in the car park.
Mrs [O Neill] came without the car seat.
Mr [Al-Rashid] has parental responsibility as well.
Mr [Al Rashid] was not told.
Mr. [Rashid] smelled of alcohol.
[Mohammed] said the bruise came from a fall.
[Siobhan] has moved into the flat above.
[Siobhán de Souza] collects on Fridays.
Mrs [DE SOUZA] signed for the medicine.
[James van der Berg] is mum's new partner.
Mr [van der Berg] was sent home by the police.
Mr [Vanderberg] waited at the gate.
I told [Grace] straight away.
[Grace] told me to write it down.
[Grace Young] was in the room when it happened.
The child's key person is [Penny].
[Penny Hall] saw it too.
[Mark] saw the bruise first.
The deputy, [Mark Brown], has been told.
My colleague [Elizabeth McDonald] has kept a note.
My colleague Ms [Mac Donald] has kept a note.
[Jack] said that the child had not eaten since the day before.
I spoke to [Anne-Marie] about the child's weight.
I spoke to [Anne Marie Walker] about the child's weight.
I spoke to [AnneMarie] about the child's weight.
[Young] told me that the mother was shaking.
I saw [May] lift the child by one arm.
[May] lifted the child by one arm.
Yesterday [Hope] was alone with the children for ten minutes.
[Hope] was alone with the children for ten minutes.
Someone shouted: "[Will] hit me!" and ran off.
The picture is called [amara]_[okafor]_2.jpg
The pictures are tagged [AmaraOkafor] and posted in public.
Both [Amara] and [William] were hungry.
[Amara Okafor]/[William Okafor] share a bed.
We (that is, [Grace] and I) saw the same thing.
Between ourselves,[Amara],she is not safe.
The child [Ama\u00adra] was there.
[Ａｍａｒａ] was there.
"""

OTHER_NAMES = """
The mother, [Kate], said that she could not cope.
The mother, [Katie], said that she could not cope.
Her partner [Mo] was there too.
The father, [Muhammad], was at work.
Her brother [Will] has not been seen for a week.
Her brother [Billy] has not been seen for a week.
[Lizzie] wrote the first note.
[lizzie] wrote the first note
[Jim] lives with them now.
I call him [Jimmy] but he did not answer.
The child, [Amarra], was wet.
The child, [Amraa], was wet.
The child, [Amar], was wet.
[Okafer] is the name on the coat.
Mrs [O'Neil] was late.
Mrs [Catherine] was late.
Mr [Vanderburg] waited at the gate.
[Siobahn] has the key.
[Amaras] mum was crying.
[A.O.] has been absent for three weeks.
[A. O.] has been absent for three weeks.
[AO] has been absent for three weeks.
[AO]'s mother has not rung.
We are worried about [A.R.O.] and his sister.
[WO] and [ZH] share a room with three adults.
The mother ([KO]) has a new partner.
"""

DATES = """
The child was born on [03/09/2022].
Date of birth [3.9.22], lives with mum.
DOB [3-9-2022].
DOB: [3 Sept 2022]
She was born on the [3rd of September 2022] in Chester.
Her birthday is [Sept 3rd 2022].
Her birthday is [September 3, 2022].
Record [2022-09-03] does not match.
She was born on the [third of September].
Her birthday is [3/9] and nobody came.
It was [3 September], and there was no cake.
The brother ([14/02/2019]) is at the school next door.
The brother was born on [Valentine's] day, [14 Feb 19].
The brother turned seven on the [fourteenth of February].
The number on the bracelet was [03092022].
Another child, born [4 May 2021], was there.
Another child, DOB [04/05/21], was there.
[4 May 2021] is her date of birth.
It is [03 09 2022] on the form.
""".replace("[Valentine's]", "Valentine's")

CONTACTS = """
They live at [12 Ivy Farm Road].
They live at [12 Ivy Farm Rd], above the shop.
They live at [12, Ivy Farm Road], above the shop.
He was seen on [Ivy Farm Road] at midnight.
they moved to [ivy farm road] last week
Dad stays at [3 High Street] most nights.
Dad stays at [3 high st] most nights.
They were placed at [14 Acacia Avenue] for the night.
The postcode is [CH64 9TJ].
The postcode is [ch649tj].
She is staying near [L1 8JQ] with a friend.
She is staying near [SW1A 1AA] with a friend.
Mum's number is [07700 900123].
Mum's number is [07700900999].
Mum's number is [+44 7700 900 999].
Mum's number is [+44 (0)7700 900999].
Ring the grandmother on [(0151) 496 0001].
Ring the grandmother on [0151-496-0001] after six.
Ring the grandmother on [0151.496.0001], not the mother.
Ring [496 0000] after six.
Ring [01204 52345], an old number with ten digits.
Ring [0151 496 00⒑] before ten.
Write to [k.oneill@example.org] and nobody else.
Write to [someone.else+nursery@mail.example.co.uk].
"""

CLEAN = """
A child in our care came in this morning with a bruise on the left cheek.
The child said that a grown-up at home had hit them with a belt.
Will she be safe to go home tonight?
Will the mother be told that we have asked for advice?
We will ring back before the end of the session.
May we keep the child here until somebody comes?
May I ask what the threshold is for a referral?
It may be nothing, but the same thing happened in May.
The last review was on 12 May 2026 and the next is in June.
The child rose early and had had no breakfast.
The rose bushes by the gate have thorns.
Rose petals were all over the floor after the craft table.
She said grace before lunch, as the family always does.
There is a period of grace before the order takes effect.
We hope that this can be settled without a court.
Hope this helps you to advise us.
Hope you can ring back today.
He left a mark on the wall and a red mark on her arm.
Mark the register before you ring.
It cost a penny in the shop game.
The penny dropped when we read the two notes together.
Summer term begins after the bank holiday.
In summer the children play outside all day.
The summer was hot and the child wore a thick coat every day.
The child played with a jack-in-the-box and would not let go of it.
Young children often have bruises on their shins.
Young siblings were left alone in the car.
Brown and yellow bruises were seen on both arms.
Green paint was on his sleeve, nothing else.
Wood chips were found in the child's hair.
Hall and stairs were full of rubbish when we visited.
Walker and pushchair were left out in the rain.
The baker's shop next door saw it too.
A baby walker is in the flat although there are stairs.
We went to the Village Hall for the jumble sale.
I have rung the GP and the HV and am waiting for the EHCP.
OK, the TV was on all night and the child slept on the sofa.
PE kit and EY funding are paid for by the council.
The SEN co-ordinator and the DSL agree with each other.
The G.P. has seen the child and so has the health visitor.
The LADO was asked on Monday, the MASH on Tuesday.
NHS 111 said to ring 999 if it happens again.
The police were called on 101 and came at 17:30.
Power cut? Ring 105. In danger? Ring 999 or text 112.
The meeting is on 3 October 2026 at 9.30.
The meeting is on 03/10/2026 in the family room.
The accident was on 21.11.2026 at about 10.15 am.
The child is three years and two months old.
The child weighs 12.5 kg and is 92 cm tall.
He ate 3/4 of his lunch, which is more than usual.
The ratio was 1 to 8, and on Thursday 1 to 13.
Children aged 3-4 share the room with those aged 2.
The policy was reviewed on 1 September 2026 by the committee.
Mum was late again and said that the traffic was to blame.
Mum smelled of alcohol and could hardly stand up.
Dad has been told not to collect, and came all the same.
Nan collects on Fridays because the parents work.
A grandparent told us that there is no food in the house.
The mother's new partner is on bail for assault.
The father's solicitor has written to us for the second time.
The stepfather waited outside in his van and did not come in.
The child will not let anybody change the nappy.
The child hides when a man comes into the room.
The child drew a picture of a monster in the bedroom.
The child asked whether mummy would shout today.
The child flinched when I lifted my hand to wave.
The child has had the same clothes on since Monday.
The nappy was soaked and there was a bad rash.
There were four small round marks on the upper arm.
There were burns on the fingers, said to be from an iron.
The explanation does not fit the injury, in our view.
The parents do not agree with each other about school.
The parents have not been told, because we fear for the child.
We have asked the parents for consent and they said no.
We keep a chronology; there are nine entries in two months.
Is this enough for a referral to children's social care?
Would you expect us to refer today, or to talk to the family first?
Should we tell the family that we have rung you?
What would you do about a child who is not collected?
Who may see the note that the agency sent us?
Does the duty to share outweigh the promise that we gave?
Can we pass on what another agency told us in confidence?
If the child moves to another setting, what do we send on?
The family moved here from Liverpool a year ago.
The family has a social worker from Cheshire West already.
An older brother has been seen with people who sell drugs.
An elder sister stays up to look after the baby.
A sibling at primary school has said something similar.
A member of staff was rough with a child in the cloakroom.
A member of staff took photographs on a private phone.
A volunteer has been alone with children behind a shut door.
A visitor from the council did not show any identity.
We had a fire drill on Wednesday and everybody came out.
Sandy shoes were left at the door and the carpet was wet.
Happy birthday was sung and there was cake for everybody.
Autumn leaves, conkers and acorns were on the table.
The children sang about Jack Frost and made paper snow.
Christmas is hard for this family, and Easter was too.
During Ramadan the family eats after sunset.
Eid was on a Friday and half the children were away.
The High Street was closed, so they came late.
They live on a farm road a long way from the bus.
They have moved into a flat on an estate nearby.
They sleep in a car and wash at the leisure centre.
Don't tell the mother that we have spoken to you.
I don't know whether we can wait until tomorrow.
Can't the child stay with a neighbour for tonight?
It's the third time. It isn't right, and we'd like help.
DO NOT LET HIM COLLECT. HE HAS NO RIGHT TO DO SO.
THE CHILD WILL NOT EAT AND MAY BE ILL.
URGENT: the child is still here and it is 18:10.
- rang at 9.00, no answer
- rang at 9.30, left a message
1. What was seen 2. What was said 3. What we did
We have a copy of the order (section 8, Children Act 1989).
See paragraph 4.2 of the guidance and page 12 of the policy.
The invoice for £150.00 has not been paid since March.
Room 2 was closed from 10 to 12 because of the boiler.
The reference is IS-2026-0042 and it was sent by post.
Please advise whether we are right to worry.
Thank you for ringing back so soon.
"""


@dataclass(frozen=True)
class Case:
    text: str
    spans: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        return self.text


def read(table: str) -> list[Case]:
    return [_case(line) for line in table.strip("\n").split("\n")]


def _case(line: str) -> Case:
    text, spans, start = "", [], 0
    for char in line:
        if char == "[":
            start = len(text)
        elif char == "]":
            spans.append((start, len(text)))
        else:
            text += char
    return Case(text, tuple(spans))
