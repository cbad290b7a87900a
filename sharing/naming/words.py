"""Ordinary words of pre-school prose, as stems: a word that is one of them is no misspelt name.

A name that is one of them (Young, Brown, Day) counts as a name only where its capital says so. Endings such as
-s, -ed and -ing are taken off before a word is looked up, so that the list holds few of them.
"""

_WORDS = """
a abandon able about above absence absent abuse accept access accident account accurate acorn across act active
activity actual add address adenoid adjust adult advice advise advocate affect afraid african after afternoon again
against age agency agent aggressive ago agree ahead aid aim ain air al alarm albeit alert alike alive all allege
allergic allergy alley allow almond almost alone along already also alter alternately although always am ambulance
among amount an analyse anchor and android anger angle angry animal ankle anorak another answer ant antibiotic
antihistamine anxiety anxious any anyone anything anyway apart apparent appear apple apply appoint approach
appropriate approve april apron arabic arch archer archive are area aren argue arm armband around arrange arrears
arrest arrive as ash asian aside ask asleep aspect assess asset assist assume asthma at ate attach attack attempt
attend attention attitude audio audiologist august aunt auntie aunty authority autism autistic autumn available ave
average avoid awake aware away awful baby back bad badge bag bail bake baker balance ball balloon ban banana band
bandage bang bank bar barber bare barge bark barn barnardo barrister base baseline basic basis basket bat bath
bathroom battle be beach bead beaker beam bean bear beard beat beautiful became because become bed bedroom bedsit
bedtime bee been beer beetle before beg began begin begun behave behaviour behind being belief believe belittle bell
belly belong below belt bench bend beneath benefit bengali berry beside best bestie better between beyond bib big bike
bin bird birkenhead birth birthday biscuit bit bite bitten black blackmail blade blame blank blanket bleed blend blind
blink blister block blog blood blow blown blue blueberry bluey board boat body bold bone book booster boot border
bored borough borrow boss both bottle bottom bought bounce bow bowl box boy brace brain brake branch brave breach
bread break breakfast breath breathe brick bridge brief bright bring british broccoli broke broken brother brought
brow brown brownie bruise brush bubble bucket budget buggy build built bull bulldozer bully bump bundle burn burst bus
business busy but butcher butterfly button buy by cabin caddy cage cake call calm calpol came camera camp can cancel
candle candy cannabis cannot cap cape capital car card care carer caribbean carpet carrot carry carter case cash cast
cat catch category caterpillar catheter caught cause caution ceiling cell cello centre cereal certain chain chair
chalk challenge chance change channel chapter charge charity charm chart chase chat cheap check cheek cheer cheese
cherry cheshire chest chew chicken chickpea chief child childhood childline childminder children chin chip chocolate
choice choke choose chose christian christmas chum chunk church cider cigarette circle circumstance circus claim clap
clarity class classmate classroom clause clay clean cleaner clear clever click client climb cling clinic clip clock
close cloth cloud club cluck clue cm coach coat cocaine code coerce coffee cola cold collage collar colleague collect
college colour comb come comfort command commit committee common communicate community commute company compare
complain complaint complete complex computer concern conclude concussion conduct confess confide confident
confidential confirm conflict confuse conjunctivitis conker connect consent consider consistently constable consult
consultant contact contain content context continue contract control conversation convey cook cookie cool cooper
coordinate cope copy cord corn correct cost costume cosy cot cotton cough could couldn council counsellor count
country couple course court couscous cousin cover cow cowering cradle cramp crane crash crawl crayon cream crease
create credit crew cried crime cringe crisis crisp crocodile croissant cross crouch crowd crown cruel crumb crumble
crush cry cucumber cuddle cult cup cupboard cupcake cure curfew curl curly current curry curtain curve cushion custard
custody custom cut dad daddy daily dairy damage damp dance danger dangerous dare dark dash data date daughter day dead
deal dealt dear death debt december decide decision deep define definite dehydrated delay delete deliver delta demand
dent dentist deny depart depend deputy describe description desk desktop despite detail detect detective determine
develop device diabetes diarrhoea diary did didn die diet differ different difficult digger digit dinner dinosaur dip
direct dirt dirty disability disappear disclose disclosure discuss disease dish dislike display distance distant
distinct distract distress district disturb ditch divide divorce diwali dizzy do doctor document doe does doesn dog
doll dolly domestic domino don done door dot doubt dough down doze dozen dr draft drag dragon drain drama drank draw
drawn dream dress drew drink drive driven driver drop drove drown drug drum drunk dry duck duckling due dull dummy
dump duplo during dust duty dyslexia dyspraxia each eager ear early earn earth ease easel east easy eat eaten eczema
ed edge edit educate effect effort eg egg eid eight either elbow elder eldest electric element elephant eleven
ellesmere else elsewhere email emergency emotion employ empty enable encounter encourage end endure energy enforce
engage engine england english enjoy enough enquire ensure enter entire entitle entry envelope epilepsy epipen equal
equip error escape especially espresso essential establish estate estimate et etc european even event ever every
everyone everything eviction evidence evil ex exact examine example except excite exclude excuse exempt exercise exist
exit expect expense experience explain exploit explore expose express extend extent extra extreme extremist eye face
facebook fact factor fade fail faint fair fall fallen false familiar family famous fan fancy far farm farmer fashion
fast fat fate father fault favour favourite fear feather feature february fed fee feed feel feet fell felt fence ferry
fever few fiddle field fifty fight figure file fill film final find fine finger finish finite fire firm first fish
fisher fist fit five fix flag flannel flapjack flash flat flavour flee flesh flick flight flimsy flinch flip float
flock flood floor flour flow flu fluid flush fly foal foam focus fold folk follow folly fond food foodbank foot
football for forbid force forecast forehead forester forever forget forgive forgot forgotten fork form formula forth
fortnight forty forward foster fought found four fourth fox fracture frame free freeze french fresh friday fridge
friend fright frighten frog from front frown frozen fruit frustrate fuel full fun function fund funny further fuss
future fuzzy gain game gang gap garden gardener gas gate gather gave gaze gender general gentle gently gerbil german
get giant giggle giraffe girl give given glad glance glare glass glimpse glitter globe glove glue gluten go goal goat
god goes goggles going gold golden golly gone good goodbye google goose got govern grab grade gradual graft grain gran
grand grandad grandfather grandma grandmother grandpa grape grass grateful grave graze greasy great greed greek green
greet grew grey grid grief grin grip grit groan grommet groom ground group grow grown growth grubby guard guardian
guess guest guidance guide guilt guinea gull gum gun had hadn hair halal half hall hallo halt hamster hand handle
handwash handy hang hanukkah happen happy harass harbour hard harm harness harsh has hasn hat hate have haven hay he
head headbanging headteacher heal health hear heard heart heat heath heavy hedgehog heel height held helicopter hell
hello helmet help helpline hen her here hero heroin hers herself hesitate heswall hi hid hidden hide high highchair
hill hilly him himself hindu hint hip hippo his history hit hold hole holiday home honest hood hook hoop hop hopscotch
horrible horse hose hospital host hostel hot houmous hour house household hover how however hug huge hula human
humiliate hundred hung hungry hurry hurt husband hygiene ibuprofen ice icecream icky icon id idea ideal identify
identity idle ie if ignore ill imagine immediate impact impetigo import important impose improve in incident include
income increase indeed independent indicate individual indoor infant infection inform information inhaler initial
injunction injure injury inner inside insist inspect inspector instagram instead instruct insulin insult intend intent
interest internet interpret interview into introduce invite invoke involve ipad iphone irate ireland irish iron
irritate is island isn isolate issue it italian item its itself jacket jail jam january jaw jealous jelly jester
jewish jigsaw job join joint joke jolly journey judge juice july jump june junk just keen keep kennel kept kettle key
keyboard kg kick kid kill kind kinda kiss kit kitchen kite kitten kiwi knee knew knife knit knock know known kosher
label labour lace lack lactose lad lady ladybird laid lake lamb lamp land landlord lane language lap lapse large
lasagne laser last late later laugh launch law lawyer lay layer lazy lead leaf leaflet leak lean leap learn learnt
least leather leave lecture led left leg legal lego lemon lemonade lentil lesson let level liar library lice lick lid
lie life lift light lighthouse like limb limit limp line linger link lion lip liquid lisp list listen lit literary
little live liverpool ll load loan local lock log login logo lolly london lone long look loose lorry lose loss lost
lot loud lounge love low lower loyal luck lucky lump lunch lunchtime lung lying machine mad made magic magistrate
mailbox main maintain maize makaton make male mammy man manage manchester mango mania many map maraca march margin
mark market marry marshal mash mask mass mat match mate material mattress mature maximum me meal mean means meant
measles measure meat media mediator medical medicine medium meet melon member memory men mend mental mention mere
merge merit merry mess message met metal meter method microsoft mid middle midnight midwife might mild mile milk mill
miller mind mine minibus minor mint minute mirror miss mistake mitten mix mm moan mobile mock mode model modern module
moment mommy monday money monitor monkey monster month mood moon moral more morning mortgage most mother motion motor
mould mount mountain mouse mouth move mr mrs ms much mud muddle muddy muffin mug mum mumble mummy murmur muscle museum
music muslim must mutter my myself nail naive naked name nan nanna nanny nap nappy narrow nasty nation nature naughty
near nearby neat neck need needle negative neglect neighbour neither nephew nerve nervous neston net never new newborn
newly news newsletter newt next nice nickname niece night nine nit no nobody nod noise noisy non none noodles nor
normal north nose nosebleed not note nothing notice notify november now nspcc number nurofen nurse nursery nurture nut
oak obese obey object oblige observe obtain obvious occasion occur october odd odour of off offence offend offer
office official ofsted often oh oil okay old older omelette on once one ongoing online only onto open operate opinion
opportunity oppose optician option or oral orange order ordinary organ organise origin orphan orthoptist other
otherwise ought our out outcome outdoor outer outline outside over overall overhear overnight oversized overtime
overweight owl own owner oz pacifier pack package pad paddle paediatric paediatrician page paid pain paint pair pal
pale palm pan pancake panel panic pant pants paper paracetamol parallel parcel pardon parent park parkgate parlour
parse part particularly partner party pass past pasta paste pastel pasture patch path pathway patient patrol pattern
pause pavement paw pay pea peace peak peanut pebble peek peel peep peer peg pen pencil penguin pension people peppa
per perfect perform perhaps period permission permit person pet phase phone phonics photo phrase physical
physiotherapist piano pick pickle picnic picture pie piece pig pigeon pile pill pillow pin pinch pineapple pink pint
pirate pitch pizza place plain plan plane plant plaster plastic plate play playdoh playground playgroup playmate
playtime plead pleasant please pleasure plenty plus pocket point poison pole police policy polish polite poll pollute
pond pony poo pool poor pop porch porridge portal porter position positive possible possibly post potato potential
potter potty pound pour power pox practice practise practitioner praise pram pray pre predict prefer pregnant prepare
preschool prescribe present press pressure pretend pretty prevent previous price pride primary prime print prior
priority prison private prize probably probation problem procedure proceed process produce profile profit programme
progress prompt proof proper prose protect proud prove provide psoriasis psychologist public puddle pull pulse pump
punch punish punjabi punt pupil puppet puree purple purpose purse push put puzzle quality quarrel quarter queen
question queue quick quiet quilt quit quite quiz rabbit race radical radio radius rage rail rain raise rake rally
ramadan ramp ran random rang range rank rapid rare rash raspberry rate rather rattle raw rd re reach react read ready
real realise reason reassure recall receipt receive recent reception record recover red reduce redundancy refer refuge
refuse regard register regret regular reject relate relative relax release relevant reliable relief rely remain remark
remember remind remote remove rent repair repeat replace reply report request require rescue research resent reside
resist resolve respect respond response rest result return reveal review reward rhyme rhythm ribbon rice rich rid ride
right ring rise risk river road roar rob robot robust rock rocket rocky rod role roll romanian roof room root rope
rota rough round routine row royal rub rubbish rubella ruddy rude rug ruin rule run rung rush sad saddle sadly safe
safeguard safety said sail sailor sake salad salary sale salt same sample sand sandcastle sandpit sandwich sandy sang
sat satisfy satsuma saturday sauce sauna save saw say scab scald scale scan scar scare scarf scary scene schedule
scheme school science scissors scooter scope score scotland scottish scrap scrape scratch scream screen screenshot
script scrub sculpt sea seal search seaside seat seatbelt second secret section secure see seek seem seen seizure
seldom select self sell send senior sense sent sentence separate september sequence sequin sergeant series serious
sermon serve service sesame session set settle seven severe sew sex sexualised shade shadow shake shall shame shape
share sharp she shed sheep sheet shelf shell shellfish shelter shepherd shield shift shine ship shirt shiver shock
shoe shook shoot shop short shot should shouldn shout shove shovel show shown shrink shrug shut shy sibling sick side
sigh sight sign sikh silence silent silk silly silver similar simple since sing singer single sink sippy sister sit
site situation six size skeleton sketch skill skin skip skirt skittle slam slap slater slave sleep slept slice slide
slight sling slip slope sloppy slot slow smack small smart smash smear smell smile smith smoke smooth snack snail snap
snatch sneeze snot snow so soak soap sob social sock soft soil sold soldier sole solicitor solid solve somali some
somebody someone something sometime somewhere son song soon sore sorry sort soul sound soup sour source south space
spaceship spade spanish spare sparrow sparse spat spawn speak special speech speed spell spend spent spider spill spin
spit spite splash spliff splint split spoke spoken sponge spoon sport spot spout sprain spread spring square squash
squeeze squint squirrel st stabiliser stable stack staff stage stain stair stalk stall stammer stamp stand standard
star stare start state stay steady steal steam steel steep stencil step stepdad stepfather stepmother stepmum steroid
steward stick stiff still sting stir stitch stock stole stomach stone stood stool stop store storm story straight
strain strange strap straw strawberry stream street strength stress stretch strict strike string strip stroke stroll
strong struck structure struggle stuck student study stuff stumble stutter style sub subject submit succeed success
such sudden suffer sugar suggest suit sum sun sunburn sunday sunny supervise supper supply support suppose sure
surface surgery surname surprise surround survey survive suspect swallow swan swap swear sweat sweep sweet sweetcorn
swell swim swing switch swollen swore sworn symptom syringe system table tablet tack tadpole tag tail take taken tale
talk tall tambourine tangled tank tantrum tap tape target task taste taught taunt tax taxi tea teach team teammate
tear tease teddy teen teeth telephone television tell temper temperature temporary ten tenancy tend tense tent term
terrible terrify territory test text than thank that thaw the their them themselves then therapist there therefore
these they thick thief thigh thin thing think third thirst thirty this those though thought thousand thread threadbare
threat threaten three threw throat through throughout throw thrown thumb thump thursday thus tick ticket tidy tie
tight till timber time tin tiny tip tire tired tissue title to toast tobacco today toddle toe together toilet token
told tomorrow ton tone tongue tonic tonight tonsil too took tool tooth top topic torch torn tot total touch tough tour
toward towel tower town toy trace track tractor trade tradition traffic trail train trait tram trampoline transfer
transition transport trap trash travel tray treat tree tremble trend trial triangle tribunal trick tried trifle
trigger trike trip trolley trouble trousers truck true trunk trust truth try tube tuck tuesday tumble tummy tune turn
turner twelve twenty twice twin twist two type tyre ugly uncle under underneath undersized understand understood
underweight uneasy unemployed unfortunately unhappy uniform unit universal unkempt unless unlike unsafe unsettled
unsure until unusual unwell up update upon upper upset upstairs urdu urge urgent urine us use usual vague valid value
van vape various vary ve vector vegan vegetarian vehicle venue verbal very vice video view village violence violent
virus visible visit visitor vocabulary vodka voice volunteer vomit vote voucher waffle wage wait wake wales walk
walker wall wand want war ward warm warn was wash wasn wasp waste watch water wave way we weak wealth weaning weapon
wear weary weather weaver weaving web wedding wednesday wee week weekday weekend weep weetabix weigh weight weird
welcome welfare well wellie welsh went wept were weren west wet whack what whatever whatsapp wheel wheelchair wheeze
when whenever where whether which while whine whinge whisper whistle white who whole whom whose why wide widen widow
wife wiki wild will willaston win wind window windy wine wing winter wipe wire wirral wise wish witch with withdrawn
within without witness woke woken woman women won wonder wood wool word wore work world worm worn worry worse worst
worth would wouldn wound wrap wren wrist write written wrong wrote xylophone yard yawn year yell yellow yes yesterday
yet yield yoghurt you young your yourself youth youtube yummy zebra zip zone zoom
"""

_NAMES = """
amber angel april archer art ash august aurora autumn basil bay beau bill bishop blessing blossom bob bonny brook buck
bud buddy bunny candy carol chance charity chase chip christian chuck clay cliff clove cook coral crystal daisy dawn
destiny dick dolly don dot drew duke earl ebony eve faith favour fern flora forest frank gale gem gene ginger glory
grace grant guy happy harmony haven hazel heath heather herb holly honey hope hunter iris ivory ivy jack jade jan
jasmine jet jewel joy judge june king kit kitty lance lane lark laurel lavender liberty lily lotus lucky mac mark
mason mat matt max maximum may melody mercy merit merry miles mint misty moon myrtle nan nick nova olive opal pansy
pat patience peace pearl peg penny pepper petal pip poppy precious prince princess prudence queen rain ray red reed
reef reign rich river rob robin rocky rod roman rose rosemary rosy rowan ruby rusty sage sandy scarlet serenity skip
sky sol sonny star stew storm sue summer sunny tab tad tanner teddy temperance tiger trinity trip ty unity verity
viola violet wade ward warren will willow win winter woody wren
"""

WORDS = frozenset(_WORDS.split())

# A name first when they have a capital: at the start of a sentence the next word decides.
NAMES_THAT_ARE_WORDS = frozenset(_NAMES.split())
