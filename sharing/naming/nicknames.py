"""English names and what people make of them, spellings included; groups are set apart by strokes.

Both ways: a Kate may be a Katherine, a Katherine a Kate or a Cathy. No "Nan": that is a grandmother.
"""

from collections import defaultdict

_GROUPS = """
abdul abdullah abdulrahman / abigail abi abbie abby gail / abraham ibrahim abe bram ibby / adam addy /
adelaide adele addie della heidi / agnes aggie nessie / ahmed ahmad achmed / aidan aiden adie / alan allan allen al /
albert al bert bertie albie alby / alexander al alec alex alexis lex sandy xander zander sasha alexandre aleksander /
alexandra alex alexa ali lexi lexie sandra sandy sasha aleksandra ola / alfred al alf alfie fred freddie freddy /
alice ali allie alys alicia / alison allison ali allie / amanda mandy manda / amelia amy emmy millie milly mia melia /
amy aimee / anastasia stacey stacy tasia nastia ana / andrew andy drew andrzej / andrea andie drea / angela angie ange /
ann anne anna annie nancy hannah ania / annabel annabelle anabel bella belle anna / anthony antony tony ant anton /
antonia toni tonia / arabella bella belle ara / archibald archie archy / arthur art artie / aisha ayesha aysha aishah /
augustus augustine gus august / barbara babs barb barbie / barnaby barney barny / bartholomew bart barty /
beatrice beatrix bea bee trixie bice / benedict ben bennie benny / benjamin ben benji benjie benny bennie /
bernard bernie barney / bernadette bernie detta / bethany beth bethan / bradley brad / brian bryan /
bridget bridie biddy / cameron cam / caroline carolyn carol caz carrie caro lyn / cassandra cass cassie sandra /
catherine katherine kathryn catharine katharine cathryn katarzyna kate katie katy cath cathy kath kathy kathie kat kay /
catherine katherine kathryn kitty kit cate kasia / cecilia cecily celia sissy cissy cece /
charles charlie charley chas chuck chaz / charlotte charlie lottie lotty lotte char charley / christian chris christy /
christina kristina chris chrissie chrissy tina krissy kirsty / christine christina kristine chris chrissie chrissy /
christopher kristopher chris kit topher christy krzysztof / clara clare claire clair / constance connie /
cornelius neil con / cynthia cindy / daniel dan danny dani / danielle dani danni ellie / daphne daff /
david dave davey davy dai dewi dawid / deborah debra deb debbie debby debs / dennis denis den denny /
derek del derrick / diana diane dianne di / dominic dom nick dominik / donald don donny /
dorothy dot dottie dolly dora / douglas doug dougie / edith edie / edmund ed eddie ned ted /
edward ed eddie eddy ned ted teddy / edwin ed eddie ned / eleanor elinor ellie elly ella nell nellie nora lenny elle /
elizabeth elisabeth eliza elsie beth bess bessie betty betsy liz lizzie lizzy libby lisa lilibet elise elspeth ela /
ellen ellie nell nellie elly / emily em emmy millie milly emilia / emma em emmy emmie / emmanuel emanuel manny /
eric erik rick ricky / ernest ernie / esther ester essie hester / eugene gene / eve eva evie / evelyn evie eve lyn /
ezekiel zeke / fatima fatimah fatema fati / felicity fliss flick lissy / florence flo florrie flossie /
frances fran francesca frankie fanny franny cesca / francesca fran frankie cesca chess / francis frank frankie fran /
franklin frank frankie / frederick frederic fred freddie freddy fredrick rick / gabriel gabe gabby /
gabrielle gabriella gabby gaby gabi ella / gareth gary gaz / gary gaz gazza / gemma gem gemmie /
geoffrey jeffrey geoff jeff / george georgie geordie jorge / georgina georgia georgie gina georgiana /
gerald gerard gerry jerry ged / geraldine gerry geri / gillian jill gill jilly / graham graeme grahame /
gregory greg gregor / gwendolyn gwen gwenda wendy / hannah hanna annie / harold harry hal /
harriet hattie harri hatty ettie / hassan hasan / helen helena nell nellie ellie lena ellen /
henrietta etta hettie hetty harriet / henry harry hal hank henrik / herbert bert bertie herb / hugh hughie huw hugo /
hussain hussein husain husayn / iain ian / imogen immy immie imo / isaac ike zac zack izaac ishaq /
isabel isabelle isabella isobel izzy izzie bella belle ella issy tilly / isaiah zay / jacob jake jakob coby jakub kuba /
jacqueline jackie jacqui jacky / james jim jimmy jamie jem jay jimbo / jane janie janey jayne jenny / janet jan netty /
jasmine jas jazz jasmin yasmin / jason jay / jean jeannie jeanie / jemima mima jem jemma mimi /
jennifer jen jenny jennie jenna / jeremiah jerry jem / jeremy jerry jez jem / jessica jess jessie jessy /
joanna joanne joan jo joey / john jon johnny jack jonny johnnie jan /
jonathan jon jonny johnny jonty nathan johnathan / joseph joe joey jo jojo josef yusuf / josephine jo josie jojo fifi /
joshua josh joss / joyce joy / judith judy jude judi / julia julie jules / julian jules / juliet juliette jules /
karen kaz / kathleen kath kathy kat kay katie cathleen / kenneth ken kenny / kevin kev / kimberley kimberly kim kimmy /
kirsten kirsty kirstie / laura laurie lori / lauren laurie lauryn loz / laurence lawrence larry laurie lol loz /
leonard leo len lenny / leo leon lenny / leslie lesley les / lewis louis lew lou louie luis /
lillian lilian lily lil lilly / louise lou louisa lulu / lucy lucia luce lucinda lucie / lucas luke luca lukas lukasz /
lydia lyddie / madeleine madeline maddie maddy mads / magdalena maggie lena magda / malachi mal / malcolm mal /
malgorzata gosia / marcus mark marc marcos /
margaret maggie meg megan peggy peg madge marge margie margot daisy greta mags rita mog /
maria marie mary mia ria maz marysia / marion marian / martha marty mattie / martin marty /
mary maria molly polly may mae mamie moll maura maire / matilda tilly tilda mattie tillie matty /
matthew matt matty mat mathew mateusz / maureen mo mau / maurice mo morris / maximilian max maxim / maxine max /
maxwell max / megan meg meggie meghan / melanie mel / melissa mel missy lissa / mercedes sadie mercy /
michael mike mick micky mickey mikey mitch micah michal / michelle shell shelly chelle mich / mildred millie milly /
miriam mim mimi mina maryam / mohammed mohammad muhammad muhammed mohamed mohamad muhamed mahomed mo moe /
molly mol mollie / monica mon moni / morgan mo / mustafa mustapha / nadia nadine nadi / nancy nance /
natalie natalia nat nattie talia / natasha tasha tash nat / nathan nathaniel nate nat nathanael / neil niall neal /
niamh neve nieve / nicholas nicolas nick nicky nico klaus mikolaj / nicola nicole nic nicky nikki nik / nigel nige /
noor nur / norman norm / oliver ollie olly oli noll / olivia liv livvy livy olive libby ollie / oluwaseun seun /
oscar ozzy oz / owen owain eoin / pamela pam pammy / patricia pat patsy patty tricia trish paddy pattie /
patrick pat paddy rick padraig / paul paulie pawel / paula paulie / pauline paula polly / penelope penny pen nell /
percival percy / peter pete petey piotr / philip phillip phil pip / philippa phillipa pippa pip / phoebe phoebs pheebs /
piotr petr / rachel rachael rach rae shelley / raymond ray / rebecca rebekah becky bec becca becs becks reba /
reginald reg reggie rex / richard rich richie rick ricky dick dickie ritchie /
robert rob robbie bob bobby bert robby roberto / roberta bobbie robbie berta / robin rob robbie / roderick rod roddy /
rodney rod / roger rodge / roisin rosheen / ronald ron ronnie / rosalind ros roz rosie linda / rosamund ros roz rosie /
rose rosie rosa rosy / rosemary rose rosie romy / roxanne roxy / russell russ / samantha sam sammy sammie / samson sam /
samuel sam sammy / sandra sandy / sarah sara sadie sally zara / sean shaun shawn / sebastian seb bas baz /
shannon shan / sharon shaz shazza / siobhan shivaun chevaune shiv / sophia sophie soph zofia zosia / sophie sofie soph /
solomon sol solly suleiman sulaiman / stella ella / stephanie steph stevie stef / stephen steven steve stevie stefan /
stuart stewart stu stew / susan suzanne susanna susannah sue suzie suzy susie sukie / sylvia syl sylvie /
tabitha tabby tab / tamara tammy tam tammie / tamsin tam / teresa theresa tess tessa terry terri tracy /
terence terrence terry tel / thaddeus tad thad / theodora dora thea theo teddy / theodore theo ted teddy /
thomas tom tommy thom tomasz / timothy tim timmy / tobias toby tobi / tracey tracy trace / tyler ty / tyrone ty /
ursula ursie / valerie val / vanessa ness nessa van / veronica ronnie vera vee / victor vic /
victoria vicky vicki vikki vic tori tory viki / vincent vince vinny vin / violet vi vita /
virginia ginny ginnie ginger / vivian vivien vivienne viv / walter wally walt / wendy wend / wilfred wilf fred wilfie /
wilhelmina mina billie minnie / william bill billy will willy willie wills wil / winifred winnie win freda /
yasmin yasmine jasmine yaz / yusuf yousef yousuf youssef yusef joseph / zachary zach zack zac zak zachariah /
zoe zo zoey
"""


def _both_ways() -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for line in _GROUPS.split("/"):
        group = line.split()
        for name in group:
            forms[name].update(group)
    return {name: frozenset(others - {name}) for name, others in forms.items()}


_FORMS = _both_ways()


def other_forms(name: str) -> frozenset[str]:
    """Give the short forms, long forms and spellings of a given name, all in lower case and without accents."""
    return _FORMS.get(name, frozenset())
