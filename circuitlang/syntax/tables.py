"""The parse tables of grammar/*.lark.  Printed by tests/tools/make_tables.py."""
# ruff: noqa
LARK = '1.3.1'
HASH = '798a7378f6ceb11072a1e2a45e72cb466eb4362540ee153690d8efac8319d24b'
STARTS = {'statement': (0, 72), 'value': (1, 77)}
HEADS = 'ascend backward chained check code collapse const def delete descend diagram digits expand expect explain export for forward gate gates grads help history include input load local nudge output param plot print quit quiz redo reset rewire save seed set show step ties time trace undo'
KEYWORDS = 'adam=ADAM against=_AGAINST as=_AS ascend=ASCEND back=BACK backward=BACKWARD batch=_BATCH both=BOTH by=_BY chain=CHAIN chained=CHAINED check=CHECK code=CODE collapse=COLLAPSE const=CONST def=DEF delete=DELETE descend=DESCEND diagram=DIAGRAM digits=DIGITS expand=EXPAND expect=EXPECT explain=EXPLAIN export=EXPORT first=FIRST for=FOR forward=FORWARD from=_FROM gate=GATE gates=GATES grads=GRADS help=HELP history=HISTORY in=_IN include=INCLUDE input=INPUT load=LOAD local=LOCAL momentum=MOMENTUM nudge=NUDGE on=_ON output=OUTPUT param=PARAM plot=PLOT print=PRINT quit=QUIT quiz=QUIZ rate=_RATE redo=REDO reset=RESET return=RETURN rewire=REWIRE save=SAVE seed=SEED set=SET sgd=SGD show=SHOW split=SPLIT step=STEP steps=_STEPS ties=TIES time=TIME to=_TO trace=TRACE undo=UNDO using=_USING with=_WITH within=_WITHIN'
CALLS = 'ASCEND BACKWARD CHAINED CHECK CODE COLLAPSE CONST DEF DELETE DESCEND DIAGRAM DIGITS EXPAND EXPLAIN EXPORT FOR FORWARD GATE GATES GRADS HELP HISTORY INCLUDE INPUT LOAD LOCAL NUDGE OUTPUT PARAM PLOT PRINT QUIT QUIZ REDO RESET REWIRE SAVE SEED SET SHOW STEP TIES TIME TRACE UNDO'
SIGNS = 'NUMBER STRING _SEP NAME BAD_NUMBER COMPARE POWER STAR _EQUAL AT BANG COLON DOT LBRACE LPAR LSQB MINUS PLUS RBRACE RPAR RSQB SLASH _COMMA'
PATTERN = '((?:[0-9]+(?:_[0-9]+)*(?:\\.(?:[0-9]+(?:_[0-9]+)*)?)?|\\.[0-9]+(?:_[0-9]+)*)(?:[eE][+-]?[0-9]+(?:_[0-9]+)*)?(?![\\w.]))|("[^"\\\\\n]*(?:\\\\.[^"\\\\\n]*)*")|([;\n](?:[ \t\n;]|#[^\n]*)*)|([^\\W\\d][\\w\u0300-\u0345\u0653-\u0655\u3099\u309a]*)|(\\.?[0-9][\\w.]*)|([<>]=?|[=!]=)|(\\*\\*|\\^)|(\\*(?!\\*))|(=(?!=))|(@)|(!)|(:)|(\\.)|(\\{)|(\\()|(\\[)|(\\-)|(\\+)|(\\})|(\\))|(\\])|(/)|(,)'
REST = '[^ \t\n;#][^\n;#]*'
RULES = """\
statement = 1 -
statement = 1 -
statement = 1 -
statement = 1 -
statement = 1 -
statement = 1 -
statement = 1 -
statement = 1 -
statement = 1 -
statement = 1 -
statement bare 1 -
leaves leaves 3 0,1,*2
leaves leaves 2 -
leaves leaves 3 0,1,*2
leaves leaves 2 -
leaves leaves 3 0,1,*2
leaves leaves 2 -
leaf leaf 4 0,1,3
leaf leaf 2 0,1,_
leaf leaf 3 0,_,2
leaf leaf 1 0,_,_
shape shape 6 0,1,2,*3,5
shape shape 5 0,1,2,*3,4
shape shape 5 0,1,2,4
shape shape 4 -
shape shape 3 -
gate gate 4 0,1,3
assign assign 3 0,2
define define_line 7 0,1,2,3,4,6
define define_block 13 0,1,2,3,4,5,*7,8,9,*10,12
define define_block 12 0,1,2,3,4,5,*7,8,9,*10,11
define define_block 12 0,1,2,3,4,5,*7,8,9,11
define define_block 11 0,1,2,3,4,5,*7,8,9,10
define define_block 12 0,1,2,3,4,5,7,8,*9,11
define define_block 11 0,1,2,3,4,5,7,8,*9,10
define define_block 11 0,1,2,3,4,5,7,8,10
define define_block 10 0,1,2,3,4,5,7,8,9
define define_block 12 0,1,2,3,4,5,*6,7,8,*9,11
define define_block 11 0,1,2,3,4,5,*6,7,8,*9,10
define define_block 11 0,1,2,3,4,5,*6,7,8,10
define define_block 10 0,1,2,3,4,5,*6,7,8,9
define define_block 11 0,1,2,3,4,5,6,7,*8,10
define define_block 10 0,1,2,3,4,5,6,7,*8,9
define define_block 10 0,1,2,3,4,5,6,7,9
define define_block 9 -
parameters parameters 2 0,*1
parameters parameters 1 -
parameters parameters 0 -
step = 1 -
step = 1 -
step = 1 -
inner_loop loop 12 0,1,3,5,6,8,*9,11
inner_loop loop 11 0,1,3,5,6,8,*9,10
inner_loop loop 11 0,1,3,5,6,8,10
inner_loop loop 10 0,1,3,5,6,8,9
inner_loop loop 9 0,1,3,5,6,8
inner_loop loop 11 0,1,3,5,6,7,*8,10
inner_loop loop 10 0,1,3,5,6,7,*8,9
inner_loop loop 10 0,1,3,5,6,7,9
inner_loop loop 9 0,1,3,5,6,7,8
inner_loop loop 8 0,1,3,5,6,7
rule rule 4 0,1,3
rule rule 4 0,1,3
loop loop 12 0,1,3,5,6,8,*9,11
loop loop 11 0,1,3,5,6,8,*9,10
loop loop 11 0,1,3,5,6,8,10
loop loop 10 0,1,3,5,6,8,9
loop loop 9 0,1,3,5,6,8
loop loop 11 0,1,3,5,6,7,*8,10
loop loop 10 0,1,3,5,6,7,*8,9
loop loop 10 0,1,3,5,6,7,9
loop loop 9 0,1,3,5,6,7,8
loop loop 8 0,1,3,5,6,7
item = 1 -
item = 1 -
item = 1 -
item = 1 -
ties ties 2 -
ties ties 2 -
ties ties 2 -
output output 3 0,1,*2
output output 2 -
include include 2 -
seed seed 2 -
name name 1 -
names names 2 0,*1
names names 1 -
pattern pattern 1 -
pattern pattern_inner 3 -
pattern pattern_all 1 -
text text 1 -
word word 1 -
name_word word 1 -
value value 1 -
comparison = 1 -
comparison binary 3 -
sum = 1 -
sum binary 3 -
sum binary 3 -
product = 1 -
product binary 3 -
product binary 3 -
product binary 3 -
signed = 1 -
signed prefix 2 -
signed prefix 2 -
power = 1 -
power binary 3 -
operand read 1 -
operand number 1 -
operand bad_number 1 -
operand = 1 -
operand pick 1 -
ref = 1 -
ref trail 2 -
ref trail 2 -
picked picked 2 -
picked picked 2 -
picked picked_more 2 -
picked picked_more 2 -
step_index step_index 4 0,1,*2,3
step_index step_index 3 -
step_member step_member 2 -
index = 1 -
index slice 3 -
index slice 2 0,1,_
index slice 2 _,0,1
index slice 1 _,0,_
index slice 5 -
index slice 4 0,1,2,3,_
index slice 4 0,1,_,2,3
index slice 3 0,1,_,2,_
index slice 4 _,0,1,2,3
index slice 3 _,0,1,2,_
index slice 3 _,0,_,1,2
index slice 2 _,0,_,1,_
closed group 3 -
closed array 5 0,1,*2,4
closed array 4 0,1,*2,3
closed array 4 0,1,3
closed array 3 -
closed array 2 -
closed call 6 0,1,2,*3,5
closed call 5 0,1,2,*3,4
closed call 5 0,1,2,4
closed call 4 -
closed call 3 -
closed each 10 0,1,2,3,4,6,8,9
argument = 1 -
argument keyword 3 0,2
argument string 1 -
command ascend__bang__loss__r__n__using__file__b__path 15 0,1,2,4,6,8,10,12,14
command ascend__bang__loss__r__n__using__file__b__path 13 0,1,2,4,6,8,10,12,_
command ascend__bang__loss__r__n__using__file__b__path 13 0,1,2,4,6,8,10,_,12
command ascend__bang__loss__r__n__using__file__b__path 11 0,1,2,4,6,8,10,_,_
command ascend__bang__loss__r__n__using__file__b__path 11 0,1,2,4,6,8,_,_,10
command ascend__bang__loss__r__n__using__file__b__path 9 0,1,2,4,6,8,_,_,_
command ascend__bang__loss__r__n__using__file__b__path 13 0,1,2,4,6,_,8,10,12
command ascend__bang__loss__r__n__using__file__b__path 11 0,1,2,4,6,_,8,10,_
command ascend__bang__loss__r__n__using__file__b__path 11 0,1,2,4,6,_,8,_,10
command ascend__bang__loss__r__n__using__file__b__path 9 0,1,2,4,6,_,8,_,_
command ascend__bang__loss__r__n__using__file__b__path 9 0,1,2,4,6,_,_,_,8
command ascend__bang__loss__r__n__using__file__b__path 7 0,1,2,4,6,_,_,_,_
command ascend__bang__loss__r__n__using__file__b__path 14 0,_,1,3,5,7,9,11,13
command ascend__bang__loss__r__n__using__file__b__path 12 0,_,1,3,5,7,9,11,_
command ascend__bang__loss__r__n__using__file__b__path 12 0,_,1,3,5,7,9,_,11
command ascend__bang__loss__r__n__using__file__b__path 10 0,_,1,3,5,7,9,_,_
command ascend__bang__loss__r__n__using__file__b__path 10 0,_,1,3,5,7,_,_,9
command ascend__bang__loss__r__n__using__file__b__path 8 0,_,1,3,5,7,_,_,_
command ascend__bang__loss__r__n__using__file__b__path 12 0,_,1,3,5,_,7,9,11
command ascend__bang__loss__r__n__using__file__b__path 10 0,_,1,3,5,_,7,9,_
command ascend__bang__loss__r__n__using__file__b__path 10 0,_,1,3,5,_,7,_,9
command ascend__bang__loss__r__n__using__file__b__path 8 0,_,1,3,5,_,7,_,_
command ascend__bang__loss__r__n__using__file__b__path 8 0,_,1,3,5,_,_,_,7
command ascend__bang__loss__r__n__using__file__b__path 6 0,_,1,3,5,_,_,_,_
command backward__name__value 4 0,1,3
command backward__name__value 2 0,1,_
command backward__name__value 3 0,_,2
command backward__name__value 1 0,_,_
command chained__names 2 -
command chained__names 1 0,_
command check__name 2 -
command check__name 1 0,_
command code__ 1 -
command collapse__names__unit 4 0,1,3
command collapse__names__unit 2 0,1,_
command delete__name 2 -
command descend__bang__loss__r__n__using__file__b__path 15 0,1,2,4,6,8,10,12,14
command descend__bang__loss__r__n__using__file__b__path 13 0,1,2,4,6,8,10,12,_
command descend__bang__loss__r__n__using__file__b__path 13 0,1,2,4,6,8,10,_,12
command descend__bang__loss__r__n__using__file__b__path 11 0,1,2,4,6,8,10,_,_
command descend__bang__loss__r__n__using__file__b__path 11 0,1,2,4,6,8,_,_,10
command descend__bang__loss__r__n__using__file__b__path 9 0,1,2,4,6,8,_,_,_
command descend__bang__loss__r__n__using__file__b__path 13 0,1,2,4,6,_,8,10,12
command descend__bang__loss__r__n__using__file__b__path 11 0,1,2,4,6,_,8,10,_
command descend__bang__loss__r__n__using__file__b__path 11 0,1,2,4,6,_,8,_,10
command descend__bang__loss__r__n__using__file__b__path 9 0,1,2,4,6,_,8,_,_
command descend__bang__loss__r__n__using__file__b__path 9 0,1,2,4,6,_,_,_,8
command descend__bang__loss__r__n__using__file__b__path 7 0,1,2,4,6,_,_,_,_
command descend__bang__loss__r__n__using__file__b__path 14 0,_,1,3,5,7,9,11,13
command descend__bang__loss__r__n__using__file__b__path 12 0,_,1,3,5,7,9,11,_
command descend__bang__loss__r__n__using__file__b__path 12 0,_,1,3,5,7,9,_,11
command descend__bang__loss__r__n__using__file__b__path 10 0,_,1,3,5,7,9,_,_
command descend__bang__loss__r__n__using__file__b__path 10 0,_,1,3,5,7,_,_,9
command descend__bang__loss__r__n__using__file__b__path 8 0,_,1,3,5,7,_,_,_
command descend__bang__loss__r__n__using__file__b__path 12 0,_,1,3,5,_,7,9,11
command descend__bang__loss__r__n__using__file__b__path 10 0,_,1,3,5,_,7,9,_
command descend__bang__loss__r__n__using__file__b__path 10 0,_,1,3,5,_,7,_,9
command descend__bang__loss__r__n__using__file__b__path 8 0,_,1,3,5,_,7,_,_
command descend__bang__loss__r__n__using__file__b__path 8 0,_,1,3,5,_,_,_,7
command descend__bang__loss__r__n__using__file__b__path 6 0,_,1,3,5,_,_,_,_
command diagram__names 2 -
command diagram__names 1 0,_
command digits__n 2 -
command digits__n 1 0,_
command expand__names 2 -
command expect__expr__value__tol 6 0,1,3,5
command expect__expr__value__tol 4 0,1,3,_
command expect__expr__value__tol 4 0,1,_,3
command expect__expr__value__tol 2 0,1,_,_
command explain__names 2 -
command explain__names 1 0,_
command export__bang__path 3 -
command export__bang__path 2 0,_,1
command forward__ 1 -
command gates__ 1 -
command grads__names 2 -
command grads__names 1 0,_
command help__topic 2 -
command help__topic 1 0,_
command history__ 1 -
command load__path 2 -
command local__names 2 -
command local__names 1 0,_
command nudge__x__h 4 0,1,3
command plot__bang__name__x__a__b__path 11 0,1,2,4,6,8,10
command plot__bang__name__x__a__b__path 9 0,1,2,4,6,8,_
command plot__bang__name__x__a__b__path 10 0,_,1,3,5,7,9
command plot__bang__name__x__a__b__path 8 0,_,1,3,5,7,_
command print__text 2 -
command quit__ 1 -
command quiz__way 2 -
command quiz__way 1 0,_
command redo__ 1 -
command reset__ 1 -
command rewire__name__expr 4 0,1,3
command save__bang__path 3 -
command save__bang__path 2 0,_,1
command set__name__value 4 0,1,3
command show__names 2 -
command show__names 1 0,_
command step__back 2 -
command step__back 1 0,_
command time__statement 2 -
command trace__way 2 -
command trace__way 1 0,_
command undo__ 1 -
rest rest 1 -
forward_or_backward = 1 -
forward_or_backward = 1 -
sgd_or_momentum_or_adam = 1 -
sgd_or_momentum_or_adam = 1 -
sgd_or_momentum_or_adam = 1 -
__leaves_star_0 * 2 1
__leaves_star_0 * 3 *0,2
__shape_star_1 * 2 1
__shape_star_1 * 3 *0,2
__define_star_2 * 2 0
__define_star_2 * 3 *0,1
__define_star_3 * 2 1
__define_star_3 * 3 *0,2
__parameters_star_4 * 2 1
__parameters_star_4 * 3 *0,2
__inner_loop_star_5 * 2 1
__inner_loop_star_5 * 3 *0,2
__loop_star_6 * 2 1
__loop_star_6 * 3 *0,2
__output_star_7 * 2 1
__output_star_7 * 3 *0,2
__names_star_8 * 2 1
__names_star_8 * 3 *0,2
__step_index_star_9 * 2 1
__step_index_star_9 * 3 *0,2
__closed_star_10 * 2 1
__closed_star_10 * 3 *0,2
__closed_star_11 * 2 1
__closed_star_11 * 3 *0,2"""
STATES = """\
ASCEND>2 BACKWARD>3 BAD_NUMBER>4 CHAINED>5 CHECK>6 CODE>7 COLLAPSE>8 CONST>9 DEF>10 DELETE>11 DESCEND>12 DIAGRAM>13 DIGITS>14 EXPAND>15 EXPECT>16 EXPLAIN>17 EXPORT>18 FOR>19 FORWARD>20 GATE>21 GATES>22 GRADS>23 HELP>24 HISTORY>25 INCLUDE>26 INPUT>27 LOAD>28 LOCAL>29 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUDGE>34 NUMBER>35 OUTPUT>36 PARAM>37 PLOT>38 PLUS>39 PRINT>40 QUIT>41 QUIZ>42 REDO>43 RESET>44 REWIRE>45 SAVE>46 SEED>47 SET>48 SHOW>49 STEP>50 TIES>51 TIME>52 TRACE>53 UNDO>54 assign>55 closed>56 command>57 comparison>58 define>59 gate>60 include>61 leaves>62 loop>63 operand>64 output>65 picked>66 power>67 product>68 ref>69 seed>70 signed>71 statement>72 sum>73 ties>74 value>75
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>77
BANG>78 NAME>79 name>80 ref>81
$END:178 NAME>79 _WITH>82 name>83 ref>81
$END:110 AT:110 COLON:110 COMPARE:110 FOR:110 LBRACE:110 MINUS:110 PLUS:110 POWER:110 RBRACE:110 RPAR:110 RSQB:110 SLASH:110 STAR:110 _AS:110 _COMMA:110 _EQUAL:110 _ON:110 _SEP:110 _STEPS:110 _TO:110 _USING:110 _WITHIN:110
$END:180 NAME>79 STAR>84 names>85 pattern>86 ref>87
$END:182 NAME>79 name>88 ref>81
$END:183
NAME>79 STAR>84 names>89 pattern>86 ref>87
NAME>79 leaf>90 ref>91
NAME>92 name_word>93
NAME>79 name>94 ref>81
BANG>95 NAME>79 name>96 ref>81
$END:212 NAME>79 STAR>84 names>97 pattern>86 ref>87
$END:214 BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>98
NAME>79 STAR>84 names>99 pattern>86 ref>87
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>100
$END:221 NAME>79 STAR>84 names>101 pattern>86 ref>87
BANG>102 STRING>103 text>104
NAME>105 word>106
$END:224
NAME>79 ref>107
$END:225
$END:227 NAME>79 STAR>84 names>108 pattern>86 ref>87
$END:229 REST>109 rest>110
$END:230
STRING>111
NAME>79 leaf>112 ref>91
STRING>103 text>113
$END:233 NAME>79 STAR>84 names>114 pattern>86 ref>87
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>115 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 RSQB>116 closed>56 comparison>117 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 operand>64 picked>66 power>67 ref>76 signed>118
$END:113 AT:113 COLON:113 COMPARE:113 DOT:113 FOR:113 LBRACE:113 LPAR>119 LSQB:113 MINUS:113 PLUS:113 POWER:113 RBRACE:113 RPAR:113 RSQB:113 SLASH:113 STAR:113 _AS:113 _COMMA:113 _EQUAL:113 _ON:113 _SEP:113 _STEPS:113 _TO:113 _USING:113 _WITHIN:113
NAME>79 name>120 ref>81
$END:109 AT:109 COLON:109 COMPARE:109 FOR:109 LBRACE:109 MINUS:109 PLUS:109 POWER:109 RBRACE:109 RPAR:109 RSQB:109 SLASH:109 STAR:109 _AS:109 _COMMA:109 _EQUAL:109 _ON:109 _SEP:109 _STEPS:109 _TO:109 _USING:109 _WITHIN:109
NAME>79 name>121 ref>81
NAME>79 leaf>122 ref>91
BANG>123 NAME>79 name>124 ref>81
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 operand>64 picked>66 power>67 ref>76 signed>125
STRING>103 text>126
$END:240
$END:242 BACKWARD>127 FORWARD>128 forward_or_backward>129
$END:243
$END:244
NAME>79 name>130 ref>81
BANG>131 STRING>103 text>132
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>133
NAME>79 name>134 ref>81
$END:250 NAME>79 STAR>84 names>135 pattern>86 ref>87
$END:252 BACK>136
BOTH>137 FIRST>138 SPLIT>139
ASCEND>2 BACKWARD>3 BAD_NUMBER>4 CHAINED>5 CHECK>6 CODE>7 COLLAPSE>8 CONST>9 DEF>10 DELETE>11 DESCEND>12 DIAGRAM>13 DIGITS>14 EXPAND>15 EXPECT>16 EXPLAIN>17 EXPORT>18 FOR>19 FORWARD>20 GATE>21 GATES>22 GRADS>23 HELP>24 HISTORY>25 INCLUDE>26 INPUT>27 LOAD>28 LOCAL>29 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUDGE>34 NUMBER>35 OUTPUT>36 PARAM>37 PLOT>38 PLUS>39 PRINT>40 QUIT>41 QUIZ>42 REDO>43 RESET>44 REWIRE>45 SAVE>46 SEED>47 SET>48 SHOW>49 STEP>50 TIES>51 TIME>52 TRACE>53 UNDO>54 assign>55 closed>56 command>57 comparison>58 define>59 gate>60 include>61 leaves>62 loop>63 operand>64 output>65 picked>66 power>67 product>68 ref>69 seed>70 signed>71 statement>140 sum>73 ties>74 value>75
$END:255 BACKWARD>127 FORWARD>128 forward_or_backward>141
$END:256
$END:2
$END:111 AT:111 COLON:111 COMPARE:111 DOT>142 FOR:111 LBRACE:111 LSQB>143 MINUS:111 PLUS:111 POWER:111 RBRACE:111 RPAR:111 RSQB:111 SLASH:111 STAR:111 _AS:111 _COMMA:111 _EQUAL:111 _ON:111 _SEP:111 _STEPS:111 _TO:111 _USING:111 _WITHIN:111 step_index>144 step_member>145
$END:9
$END:93 LBRACE:93 RBRACE:93 RPAR:93 RSQB:93 _AS:93 _COMMA:93 _EQUAL:93 _ON:93 _SEP:93 _STEPS:93 _TO:93 _USING:93 _WITHIN:93
$END:3
$END:1
$END:7
$END:0
$END:4
$END:106 AT:106 COLON:106 COMPARE:106 FOR:106 LBRACE:106 MINUS:106 PLUS:106 POWER>146 RBRACE:106 RPAR:106 RSQB:106 SLASH:106 STAR:106 _AS:106 _COMMA:106 _EQUAL:106 _ON:106 _SEP:106 _STEPS:106 _TO:106 _USING:106 _WITHIN:106
$END:6
$END:112 AT:112 COLON:112 COMPARE:112 DOT>142 FOR:112 LBRACE:112 LSQB>143 MINUS:112 PLUS:112 POWER:112 RBRACE:112 RPAR:112 RSQB:112 SLASH:112 STAR:112 _AS:112 _COMMA:112 _EQUAL:112 _ON:112 _SEP:112 _STEPS:112 _TO:112 _USING:112 _WITHIN:112 step_index>147 step_member>148
$END:103 AT:103 COLON:103 COMPARE:103 FOR:103 LBRACE:103 MINUS:103 PLUS:103 RBRACE:103 RPAR:103 RSQB:103 SLASH:103 STAR:103 _AS:103 _COMMA:103 _EQUAL:103 _ON:103 _SEP:103 _STEPS:103 _TO:103 _USING:103 _WITHIN:103
$END:96 AT>149 COLON:96 COMPARE:96 FOR:96 LBRACE:96 MINUS:96 PLUS:96 RBRACE:96 RPAR:96 RSQB:96 SLASH>150 STAR>151 _AS:96 _COMMA:96 _EQUAL:96 _ON:96 _SEP:96 _STEPS:96 _TO:96 _USING:96 _WITHIN:96
$END:108 AT:108 COMPARE:108 DOT>142 LSQB>143 MINUS:108 PLUS:108 POWER:108 SLASH:108 STAR:108 _EQUAL>152 step_index>153 step_member>154
$END:8
$END:99 AT:99 COLON:99 COMPARE:99 FOR:99 LBRACE:99 MINUS:99 PLUS:99 RBRACE:99 RPAR:99 RSQB:99 SLASH:99 STAR:99 _AS:99 _COMMA:99 _EQUAL:99 _ON:99 _SEP:99 _STEPS:99 _TO:99 _USING:99 _WITHIN:99

$END:94 COLON:94 COMPARE>155 FOR:94 LBRACE:94 MINUS>156 PLUS>157 RBRACE:94 RPAR:94 RSQB:94 _AS:94 _COMMA:94 _EQUAL:94 _ON:94 _SEP:94 _STEPS:94 _TO:94 _USING:94 _WITHIN:94
$END:5
$END:10
$END:108 AT:108 COLON:108 COMPARE:108 DOT>142 FOR:108 LBRACE:108 LSQB>143 MINUS:108 PLUS:108 POWER:108 RBRACE:108 RPAR:108 RSQB:108 SLASH:108 STAR:108 _AS:108 _COMMA:108 _EQUAL:108 _ON:108 _SEP:108 _STEPS:108 _TO:108 _USING:108 _WITHIN:108 step_index>153 step_member>154

NAME>79 name>158 ref>81
$END:113 COLON:113 DOT:113 LSQB:113 RBRACE:113 _AGAINST:113 _AS:113 _BY:113 _COMMA:113 _EQUAL:113 _FROM:113 _RATE:113 _SEP:113 _WITH:113
_RATE>159
$END:84 DOT>142 LSQB>143 _AGAINST:84 _BY:84 _COMMA:84 _EQUAL:84 _FROM:84 _RATE:84 _WITH:84 step_index>153 step_member>154
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>160
$END:176 _WITH>161
$END:89 _AS:89 _COMMA:89
$END:179
$END:86 _AS:86 _COMMA>162 __names_star_8>163
$END:87 DOT>164 LSQB>143 _AS:87 _COMMA:87 step_index>153 step_member>154
$END:181
$END:185 _AS>165
$END:16 RBRACE:16 _COMMA>166 _SEP:16 __leaves_star_0>167
$END:20 COLON>168 DOT>142 LSQB>143 RBRACE:20 _COMMA:20 _EQUAL>169 _SEP:20 shape>170 step_index>153 step_member>154
LPAR:92
LPAR>171
$END:186
NAME>79 name>172 ref>81
_RATE>173
$END:211
$END:213
$END:215
$END:219 _EQUAL>174 _WITHIN>175
$END:220
STRING>103 text>176
$END:90 _AS:90 _BATCH:90
$END:223
$END:91 RPAR:91 _COMMA:91 _EQUAL:91 _IN:91
_IN>177
DOT>142 LSQB>143 _EQUAL>178 step_index>153 step_member>154
$END:226
$END:257
$END:228
$END:82
$END:12 RBRACE:12 _COMMA>166 _SEP:12 __leaves_star_0>179
$END:231
$END:232
RPAR>180
$END:141 AT:141 COLON:141 COMPARE:141 DOT:141 FOR:141 LBRACE:141 LSQB:141 MINUS:141 PLUS:141 POWER:141 RBRACE:141 RPAR:141 RSQB:141 SLASH:141 STAR:141 _AS:141 _COMMA:141 _EQUAL:141 _ON:141 _SEP:141 _STEPS:141 _TO:141 _USING:141 _WITHIN:141
RSQB>181 _COMMA>182 __closed_star_10>183
$END:104 AT:104 COLON:104 COMPARE:104 FOR:104 LBRACE:104 MINUS:104 PLUS:104 RBRACE:104 RPAR:104 RSQB:104 SLASH:104 STAR:104 _AS:104 _COMMA:104 _EQUAL:104 _ON:104 _SEP:104 _STEPS:104 _TO:104 _USING:104 _WITHIN:104
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>184 NUMBER>35 PLUS>39 RPAR>185 STRING>186 argument>187 closed>56 comparison>188 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>189
_BY>190
$END:81 _COMMA>191 __output_star_7>192
$END:14 RBRACE:14 _COMMA>166 _SEP:14 __leaves_star_0>193
NAME>79 name>194 ref>81
_AGAINST>195
$END:105 AT:105 COLON:105 COMPARE:105 FOR:105 LBRACE:105 MINUS:105 PLUS:105 RBRACE:105 RPAR:105 RSQB:105 SLASH:105 STAR:105 _AS:105 _COMMA:105 _EQUAL:105 _ON:105 _SEP:105 _STEPS:105 _TO:105 _USING:105 _WITHIN:105
$END:239
$END:259
$END:258
$END:241
_EQUAL>196
STRING>103 text>197
$END:247
$END:83
_EQUAL>198
$END:249
$END:251
$END:79
$END:78
$END:77
$END:253
$END:254
NAME>199
BAD_NUMBER>4 COLON>200 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>201 index>202 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
$END:116 AT:116 COLON:116 COMPARE:116 DOT:116 FOR:116 LBRACE:116 LSQB:116 MINUS:116 PLUS:116 POWER:116 RBRACE:116 RPAR:116 RSQB:116 SLASH:116 STAR:116 _AS:116 _COMMA:116 _EQUAL:116 _ON:116 _SEP:116 _STEPS:116 _TO:116 _USING:116 _WITHIN:116
$END:117 AT:117 COLON:117 COMPARE:117 DOT:117 FOR:117 LBRACE:117 LSQB:117 MINUS:117 PLUS:117 POWER:117 RBRACE:117 RPAR:117 RSQB:117 SLASH:117 STAR:117 _AS:117 _COMMA:117 _EQUAL:117 _ON:117 _SEP:117 _STEPS:117 _TO:117 _USING:117 _WITHIN:117
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 operand>64 picked>66 power>67 ref>76 signed>203
$END:118 AT:118 COLON:118 COMPARE:118 DOT:118 FOR:118 LBRACE:118 LSQB:118 MINUS:118 PLUS:118 POWER:118 RBRACE:118 RPAR:118 RSQB:118 SLASH:118 STAR:118 _AS:118 _COMMA:118 _EQUAL:118 _ON:118 _SEP:118 _STEPS:118 _TO:118 _USING:118 _WITHIN:118
$END:119 AT:119 COLON:119 COMPARE:119 DOT:119 FOR:119 LBRACE:119 LSQB:119 MINUS:119 PLUS:119 POWER:119 RBRACE:119 RPAR:119 RSQB:119 SLASH:119 STAR:119 _AS:119 _COMMA:119 _EQUAL:119 _ON:119 _SEP:119 _STEPS:119 _TO:119 _USING:119 _WITHIN:119
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 operand>64 picked>66 power>67 ref>76 signed>204
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 operand>64 picked>66 power>67 ref>76 signed>205
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 operand>64 picked>66 power>67 ref>76 signed>206
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>207
$END:114 AT:114 COLON:114 COMPARE:114 DOT:114 FOR:114 LBRACE:114 LSQB:114 MINUS:114 PLUS:114 POWER:114 RBRACE:114 RPAR:114 RSQB:114 SLASH:114 STAR:114 _AGAINST:114 _AS:114 _BY:114 _COMMA:114 _EQUAL:114 _FROM:114 _ON:114 _RATE:114 _SEP:114 _STEPS:114 _TO:114 _USING:114 _WITH:114 _WITHIN:114
$END:115 AT:115 COLON:115 COMPARE:115 DOT:115 FOR:115 LBRACE:115 LSQB:115 MINUS:115 PLUS:115 POWER:115 RBRACE:115 RPAR:115 RSQB:115 SLASH:115 STAR:115 _AGAINST:115 _AS:115 _BY:115 _COMMA:115 _EQUAL:115 _FROM:115 _ON:115 _RATE:115 _SEP:115 _STEPS:115 _TO:115 _USING:115 _WITH:115 _WITHIN:115
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>208
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 operand>64 picked>66 power>67 product>209 ref>76 signed>71
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 operand>64 picked>66 power>67 product>210 ref>76 signed>71
_RATE>211
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>212
$END:177
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>213
NAME>79 STAR>84 pattern>214 ref>87
$END:85 _AS:85 _COMMA>215
NAME>199 STAR>216
NAME>105 word>217
NAME>79 leaf>218 ref>91
$END:15 RBRACE:15 _COMMA>219 _SEP:15
LSQB>220
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>221
$END:18 RBRACE:18 _COMMA:18 _EQUAL>222 _SEP:18
NAME>105 RPAR:47 parameters>223 word>224
_RATE>225
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>226
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>227
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>228
$END:222
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>229
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>230
$END:11 RBRACE:11 _COMMA>219 _SEP:11
$END:136 AT:136 COLON:136 COMPARE:136 DOT:136 FOR:136 LBRACE:136 LSQB:136 MINUS:136 PLUS:136 POWER:136 RBRACE:136 RPAR:136 RSQB:136 SLASH:136 STAR:136 _AS:136 _COMMA:136 _EQUAL:136 _ON:136 _SEP:136 _STEPS:136 _TO:136 _USING:136 _WITHIN:136
$END:140 AT:140 COLON:140 COMPARE:140 DOT:140 FOR:140 LBRACE:140 LSQB:140 MINUS:140 PLUS:140 POWER:140 RBRACE:140 RPAR:140 RSQB:140 SLASH:140 STAR:140 _AS:140 _COMMA:140 _EQUAL:140 _ON:140 _SEP:140 _STEPS:140 _TO:140 _USING:140 _WITHIN:140
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 RSQB>231 closed>56 comparison>232 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
RSQB>233 _COMMA>234
AT:113 COMPARE:113 DOT:113 FOR:113 LPAR>119 LSQB:113 MINUS:113 PLUS:113 POWER:113 RPAR:113 SLASH:113 STAR:113 _COMMA:113 _EQUAL>235
$END:146 AT:146 COLON:146 COMPARE:146 DOT:146 FOR:146 LBRACE:146 LSQB:146 MINUS:146 PLUS:146 POWER:146 RBRACE:146 RPAR:146 RSQB:146 SLASH:146 STAR:146 _AS:146 _COMMA:146 _EQUAL:146 _ON:146 _SEP:146 _STEPS:146 _TO:146 _USING:146 _WITHIN:146
RPAR:150 _COMMA:150
RPAR>236 _COMMA>237 __closed_star_11>238
FOR:93 RPAR:148 _COMMA:148
FOR>239
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>240
NAME>79 name>241 ref>81
$END:80 _COMMA>242
$END:13 RBRACE:13 _COMMA>219 _SEP:13
_AGAINST>243
NAME>79 name>244 ref>81
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>245
$END:246
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>246
$END:122 AT:122 COLON:122 COMPARE:122 DOT:122 FOR:122 LBRACE:122 LSQB:122 MINUS:122 PLUS:122 POWER:122 RBRACE:122 RPAR:122 RSQB:122 SLASH:122 STAR:122 _AGAINST:122 _AS:122 _BY:122 _COMMA:122 _EQUAL:122 _FROM:122 _ON:122 _RATE:122 _SEP:122 _STEPS:122 _TO:122 _USING:122 _WITH:122 _WITHIN:122
BAD_NUMBER>4 COLON>247 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 RSQB:127 _COMMA:127 closed>56 comparison>248 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
COLON>249 RSQB:123 _COMMA:123
RSQB>250 _COMMA>251 __step_index_star_9>252
$END:107 AT:107 COLON:107 COMPARE:107 FOR:107 LBRACE:107 MINUS:107 PLUS:107 RBRACE:107 RPAR:107 RSQB:107 SLASH:107 STAR:107 _AS:107 _COMMA:107 _EQUAL:107 _ON:107 _SEP:107 _STEPS:107 _TO:107 _USING:107 _WITHIN:107
$END:102 AT:102 COLON:102 COMPARE:102 FOR:102 LBRACE:102 MINUS:102 PLUS:102 RBRACE:102 RPAR:102 RSQB:102 SLASH:102 STAR:102 _AS:102 _COMMA:102 _EQUAL:102 _ON:102 _SEP:102 _STEPS:102 _TO:102 _USING:102 _WITHIN:102
$END:101 AT:101 COLON:101 COMPARE:101 FOR:101 LBRACE:101 MINUS:101 PLUS:101 RBRACE:101 RPAR:101 RSQB:101 SLASH:101 STAR:101 _AS:101 _COMMA:101 _EQUAL:101 _ON:101 _SEP:101 _STEPS:101 _TO:101 _USING:101 _WITHIN:101
$END:100 AT:100 COLON:100 COMPARE:100 FOR:100 LBRACE:100 MINUS:100 PLUS:100 RBRACE:100 RPAR:100 RSQB:100 SLASH:100 STAR:100 _AS:100 _COMMA:100 _EQUAL:100 _ON:100 _SEP:100 _STEPS:100 _TO:100 _USING:100 _WITHIN:100
$END:27 RBRACE:27 _SEP:27
$END:95 COLON:95 FOR:95 LBRACE:95 MINUS>156 PLUS>157 RBRACE:95 RPAR:95 RSQB:95 _AS:95 _COMMA:95 _EQUAL:95 _ON:95 _SEP:95 _STEPS:95 _TO:95 _USING:95 _WITHIN:95
$END:98 AT>149 COLON:98 COMPARE:98 FOR:98 LBRACE:98 MINUS:98 PLUS:98 RBRACE:98 RPAR:98 RSQB:98 SLASH>150 STAR>151 _AS:98 _COMMA:98 _EQUAL:98 _ON:98 _SEP:98 _STEPS:98 _TO:98 _USING:98 _WITHIN:98
$END:97 AT>149 COLON:97 COMPARE:97 FOR:97 LBRACE:97 MINUS:97 PLUS:97 RBRACE:97 RPAR:97 RSQB:97 SLASH>150 STAR>151 _AS:97 _COMMA:97 _EQUAL:97 _ON:97 _SEP:97 _STEPS:97 _TO:97 _USING:97 _WITHIN:97
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>253
_STEPS>254
$END:175
$END:279 _AS:279 _COMMA:279
NAME>79 STAR>84 pattern>255 ref>87
$END:88 _AS:88 _COMMA:88
$END:184
$END:263 RBRACE:263 _COMMA:263 _SEP:263
NAME>79 leaf>256 ref>91
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 RSQB>257 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>258
$END:19 RBRACE:19 _COMMA:19 _SEP:19
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>259
RPAR>260
RPAR:46 _COMMA>261 __parameters_star_4>262
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>263
_STEPS>264
$END:217 _WITHIN>265
$END:218
_TO>266
$END:26 RBRACE:26 _SEP:26
$END:139 AT:139 COLON:139 COMPARE:139 DOT:139 FOR:139 LBRACE:139 LSQB:139 MINUS:139 PLUS:139 POWER:139 RBRACE:139 RPAR:139 RSQB:139 SLASH:139 STAR:139 _AS:139 _COMMA:139 _EQUAL:139 _ON:139 _SEP:139 _STEPS:139 _TO:139 _USING:139 _WITHIN:139
RSQB:283 _COMMA:283
$END:138 AT:138 COLON:138 COMPARE:138 DOT:138 FOR:138 LBRACE:138 LSQB:138 MINUS:138 PLUS:138 POWER:138 RBRACE:138 RPAR:138 RSQB:138 SLASH:138 STAR:138 _AS:138 _COMMA:138 _EQUAL:138 _ON:138 _SEP:138 _STEPS:138 _TO:138 _USING:138 _WITHIN:138
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 RSQB>267 closed>56 comparison>268 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>269 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
$END:145 AT:145 COLON:145 COMPARE:145 DOT:145 FOR:145 LBRACE:145 LSQB:145 MINUS:145 PLUS:145 POWER:145 RBRACE:145 RPAR:145 RSQB:145 SLASH:145 STAR:145 _AS:145 _COMMA:145 _EQUAL:145 _ON:145 _SEP:145 _STEPS:145 _TO:145 _USING:145 _WITHIN:145
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>184 NUMBER>35 PLUS>39 RPAR>270 STRING>186 argument>271 closed>56 comparison>272 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
RPAR>273 _COMMA>274
NAME>105 word>275
$END:234
$END:277 _COMMA:277
NAME>79 name>276 ref>81
NAME>79 name>277 ref>81
_FROM>278
$END:245
$END:248
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 RSQB:135 _COMMA:135 closed>56 comparison>279 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
COLON>280 RSQB:126 _COMMA:126
BAD_NUMBER>4 COLON>281 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 RSQB:125 _COMMA:125 closed>56 comparison>282 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
$END:121 AT:121 COLON:121 COMPARE:121 DOT:121 FOR:121 LBRACE:121 LSQB:121 MINUS:121 PLUS:121 POWER:121 RBRACE:121 RPAR:121 RSQB:121 SLASH:121 STAR:121 _AGAINST:121 _AS:121 _BY:121 _COMMA:121 _EQUAL:121 _FROM:121 _ON:121 _RATE:121 _SEP:121 _STEPS:121 _TO:121 _USING:121 _WITH:121 _WITHIN:121
BAD_NUMBER>4 COLON>200 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>201 index>283 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
RSQB>284 _COMMA>285
_STEPS>286
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>287
$END:280 _AS:280 _COMMA:280
$END:264 RBRACE:264 _COMMA:264 _SEP:264
$END:25 RBRACE:25 _COMMA:25 _EQUAL:25 _SEP:25
RSQB>288 _COMMA>289 __shape_star_1>290
$END:17 RBRACE:17 _COMMA:17 _SEP:17
LBRACE>291 _EQUAL>292
NAME>105 word>293
RPAR:45 _COMMA>294
_STEPS>295
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>296
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>297
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>298
$END:137 AT:137 COLON:137 COMPARE:137 DOT:137 FOR:137 LBRACE:137 LSQB:137 MINUS:137 PLUS:137 POWER:137 RBRACE:137 RPAR:137 RSQB:137 SLASH:137 STAR:137 _AS:137 _COMMA:137 _EQUAL:137 _ON:137 _SEP:137 _STEPS:137 _TO:137 _USING:137 _WITHIN:137
RSQB:284 _COMMA:284
RPAR:149 _COMMA:149
$END:144 AT:144 COLON:144 COMPARE:144 DOT:144 FOR:144 LBRACE:144 LSQB:144 MINUS:144 PLUS:144 POWER:144 RBRACE:144 RPAR:144 RSQB:144 SLASH:144 STAR:144 _AS:144 _COMMA:144 _EQUAL:144 _ON:144 _SEP:144 _STEPS:144 _TO:144 _USING:144 _WITHIN:144
RPAR:285 _COMMA:285
RPAR:148 _COMMA:148
$END:143 AT:143 COLON:143 COMPARE:143 DOT:143 FOR:143 LBRACE:143 LSQB:143 MINUS:143 PLUS:143 POWER:143 RBRACE:143 RPAR:143 RSQB:143 SLASH:143 STAR:143 _AS:143 _COMMA:143 _EQUAL:143 _ON:143 _SEP:143 _STEPS:143 _TO:143 _USING:143 _WITHIN:143
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>184 NUMBER>35 PLUS>39 RPAR>299 STRING>186 argument>300 closed>56 comparison>272 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
_IN>301
$END:278 _COMMA:278
_FROM>302
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>303
RSQB:134 _COMMA:134
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 RSQB:133 _COMMA:133 closed>56 comparison>304 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 RSQB:131 _COMMA:131 closed>56 comparison>305 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
COLON>306 RSQB:124 _COMMA:124
RSQB:281 _COMMA:281
$END:120 AT:120 COLON:120 COMPARE:120 DOT:120 FOR:120 LBRACE:120 LSQB:120 MINUS:120 PLUS:120 POWER:120 RBRACE:120 RPAR:120 RSQB:120 SLASH:120 STAR:120 _AGAINST:120 _AS:120 _BY:120 _COMMA:120 _EQUAL:120 _FROM:120 _ON:120 _RATE:120 _SEP:120 _STEPS:120 _TO:120 _USING:120 _WITH:120 _WITHIN:120
BAD_NUMBER>4 COLON>200 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>201 index>307 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>308
$END:174 _AS>309 _ON>310 _USING>311
$END:24 RBRACE:24 _COMMA:24 _EQUAL:24 _SEP:24
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 RSQB>312 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>313
RSQB>314 _COMMA>315
FOR>316 GATE>21 NAME>79 RETURN>317 _SEP>318 __define_star_2>319 assign>320 gate>321 inner_loop>322 ref>323 step>324
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>325
RPAR:271 _COMMA:271
NAME>105 word>326
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>327
$END:210 _AS>328 _ON>329 _USING>330
$END:216
LBRACE>331
$END:142 AT:142 COLON:142 COMPARE:142 DOT:142 FOR:142 LBRACE:142 LSQB:142 MINUS:142 PLUS:142 POWER:142 RBRACE:142 RPAR:142 RSQB:142 SLASH:142 STAR:142 _AS:142 _COMMA:142 _EQUAL:142 _ON:142 _SEP:142 _STEPS:142 _TO:142 _USING:142 _WITHIN:142
RPAR:286 _COMMA:286
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>332
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>333
_TO>334
RSQB:132 _COMMA:132
RSQB:130 _COMMA:130
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 RSQB:129 _COMMA:129 closed>56 comparison>335 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73
RSQB:282 _COMMA:282
$END:162 _AS>336 _ON>337 _USING>338
STRING>103 text>339
STRING>103 text>340
ADAM>341 MOMENTUM>342 SGD>343 sgd_or_momentum_or_adam>344
$END:23 RBRACE:23 _COMMA:23 _EQUAL:23 _SEP:23
RSQB:265 _COMMA:265
$END:22 RBRACE:22 _COMMA:22 _EQUAL:22 _SEP:22
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 RSQB>345 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>346
NAME>105 word>347
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>348
FOR>316 GATE>21 NAME>79 RETURN>349 __define_star_2>350 assign>320 gate>321 inner_loop>322 ref>323 step>324
FOR>316 GATE>21 NAME>79 RETURN>351 assign>320 gate>321 inner_loop>322 ref>323 step>352
RBRACE:48 _SEP:48
RBRACE:49 _SEP:49
RBRACE:50 _SEP:50
DOT>142 LSQB>143 _EQUAL>152 step_index>153 step_member>154
_SEP>353
$END:28
RPAR:272 _COMMA:272
$END:198 _AS>354 _ON>355 _USING>356
STRING>103 text>357
STRING>103 text>358
ADAM>341 MOMENTUM>342 SGD>343 sgd_or_momentum_or_adam>359
CONST>9 FOR>19 GATE>21 INPUT>27 NAME>79 PARAM>37 RBRACE>360 _SEP>361 assign>362 gate>363 item>364 leaves>365 loop>366 ref>323
_TO>367
_TO>368
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>369
RSQB:128 _COMMA:128
STRING>103 text>370
STRING>103 text>371
ADAM>341 MOMENTUM>342 SGD>343 sgd_or_momentum_or_adam>372
$END:173
$END:172 _AS>373 _BATCH>374
$END:262 _AS:262 _ON:262
$END:261 _AS:261 _ON:261
$END:260 _AS:260 _ON:260
$END:168 _AS>375 _ON>376
$END:21 RBRACE:21 _COMMA:21 _EQUAL:21 _SEP:21
RSQB:266 _COMMA:266
_IN>377
RBRACE>378 _SEP>379 __define_star_3>380
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>381
FOR>316 GATE>21 NAME>79 RETURN>382 assign>320 gate>321 inner_loop>322 ref>323 step>352
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>383
_SEP>384
FOR:267 GATE:267 NAME:267 RETURN:267
STRING>103 text>385
STRING>103 text>386
ADAM>341 MOMENTUM>342 SGD>343 sgd_or_momentum_or_adam>387
$END:209
$END:208 _AS>388 _BATCH>389
$END:204 _AS>390 _ON>391
$END:72 RBRACE:72 _SEP:72
CONST>9 FOR>19 GATE>21 INPUT>27 NAME>79 PARAM>37 RBRACE>392 assign>362 gate>363 item>393 leaves>365 loop>366 ref>323
RBRACE:75 _SEP:75
RBRACE:74 _SEP:74
RBRACE>394 _SEP>395 __loop_star_6>396
RBRACE:73 _SEP:73
RBRACE:76 _SEP:76
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>397
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>398
$END:238 _AS>399
$END:161
$END:160 _AS>400 _BATCH>401
$END:156 _AS>402 _ON>403
STRING>103 text>404
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>405
STRING>103 text>406
STRING>103 text>407
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>408
$END:44
CHAIN>409 LOCAL>410 RBRACE>411 rule>412
RBRACE>413 _SEP>414
RBRACE>415 _SEP>416 __define_star_3>417
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>418
RBRACE>419 _SEP>420 __define_star_3>421
FOR:268 GATE:268 NAME:268 RETURN:268
$END:197
$END:196 _AS>422 _BATCH>423
$END:192 _AS>424 _ON>425
STRING>103 text>426
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>427
STRING>103 text>428
STRING>103 text>429
$END:67 RBRACE:67 _SEP:67
RBRACE>430 _SEP>431 __loop_star_6>432
$END:71 RBRACE:71 _SEP:71
CONST>9 FOR>19 GATE>21 INPUT>27 NAME>79 PARAM>37 RBRACE>433 assign>362 gate>363 item>434 leaves>365 loop>366 ref>323
RBRACE>435 _SEP>436
RPAR>437
$END:236 _AS>438
STRING>103 text>439
STRING>103 text>440
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>441
STRING>103 text>442
STRING>103 text>443
$END:171
$END:170 _AS>444
$END:167
$END:166 _AS>445 _BATCH>446
_TO>447
NAME>105 word>448
NAME>105 word>449
$END:43
RBRACE:269 _SEP:269
$END:42
CHAIN>409 LOCAL>410 RBRACE>450 rule>451
$END:36
CHAIN>409 LOCAL>410 RBRACE>452 rule>412
RBRACE>453 _SEP>454
RBRACE>455 _SEP>456 __define_star_3>457
$END:40
CHAIN>409 LOCAL>410 RBRACE>458 rule>412
RBRACE>459 _SEP>460
STRING>103 text>461
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>462
STRING>103 text>463
STRING>103 text>464
$END:207
$END:206 _AS>465
$END:203
$END:202 _AS>466 _BATCH>467
$END:66 RBRACE:66 _SEP:66
CONST>9 FOR>19 GATE>21 INPUT>27 NAME>79 PARAM>37 RBRACE>468 assign>362 gate>363 item>434 leaves>365 loop>366 ref>323
RBRACE>469 _SEP>470
$END:70 RBRACE:70 _SEP:70
RBRACE:275 _SEP:275
$END:69 RBRACE:69 _SEP:69
CONST>9 FOR>19 GATE>21 INPUT>27 NAME>79 PARAM>37 RBRACE>471 assign>362 gate>363 item>472 leaves>365 loop>366 ref>323
$END:147 AT:147 COLON:147 COMPARE:147 DOT:147 FOR:147 LBRACE:147 LSQB:147 MINUS:147 PLUS:147 POWER:147 RBRACE:147 RPAR:147 RSQB:147 SLASH:147 STAR:147 _AS:147 _COMMA:147 _EQUAL:147 _ON:147 _SEP:147 _STEPS:147 _TO:147 _USING:147 _WITHIN:147
STRING>103 text>473
$END:237
$END:159
$END:158 _AS>474
$END:155
$END:154 _AS>475 _BATCH>476
STRING>103 text>477
STRING>103 text>478
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>479
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>480
_EQUAL>481
_EQUAL>482
$END:41
RBRACE:270 _SEP:270
$END:35
$END:34
CHAIN>409 LOCAL>410 RBRACE>483 rule>451
$END:32
CHAIN>409 LOCAL>410 RBRACE>484 rule>412
RBRACE>485 _SEP>486
$END:39
$END:38
CHAIN>409 LOCAL>410 RBRACE>487 rule>451
$END:195
$END:194 _AS>488
$END:191
$END:190 _AS>489 _BATCH>490
STRING>103 text>491
STRING>103 text>492
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>493
$END:65 RBRACE:65 _SEP:65
$END:64 RBRACE:64 _SEP:64
CONST>9 FOR>19 GATE>21 INPUT>27 NAME>79 PARAM>37 RBRACE>494 assign>362 gate>363 item>472 leaves>365 loop>366 ref>323
$END:68 RBRACE:68 _SEP:68
RBRACE:276 _SEP:276
$END:235
STRING>103 text>495
STRING>103 text>496
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>497
$END:169
$END:165
$END:164 _AS>498
LBRACE>499
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>500
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>501
$END:33
$END:31
$END:30
CHAIN>409 LOCAL>410 RBRACE>502 rule>451
$END:37
STRING>103 text>503
STRING>103 text>504
BAD_NUMBER>4 LPAR>30 LSQB>31 MINUS>32 NAME>33 NUMBER>35 PLUS>39 closed>56 comparison>58 operand>64 picked>66 power>67 product>68 ref>76 signed>71 sum>73 value>505
$END:205
$END:201
$END:200 _AS>506
$END:63 RBRACE:63 _SEP:63
$END:157
$END:153
$END:152 _AS>507
STRING>103 text>508
FOR>316 GATE>21 NAME>79 RBRACE>509 _SEP>510 assign>320 gate>321 inner_loop>322 ref>323 step>511
RBRACE:62 _SEP:62
RBRACE:61 _SEP:61
$END:29
$END:193
$END:189
$END:188 _AS>512
STRING>103 text>513
STRING>103 text>514
$END:163
RBRACE:60 _SEP:60
FOR>316 GATE>21 NAME>79 RBRACE>515 assign>320 gate>321 inner_loop>322 ref>323 step>516
RBRACE>517 _SEP>518 __inner_loop_star_5>519
STRING>103 text>520
$END:199
$END:151
RBRACE:55 _SEP:55
RBRACE>521 _SEP>522 __inner_loop_star_5>523
RBRACE:59 _SEP:59
FOR>316 GATE>21 NAME>79 RBRACE>524 assign>320 gate>321 inner_loop>322 ref>323 step>525
RBRACE>526 _SEP>527
$END:187
RBRACE:54 _SEP:54
FOR>316 GATE>21 NAME>79 RBRACE>528 assign>320 gate>321 inner_loop>322 ref>323 step>525
RBRACE>529 _SEP>530
RBRACE:58 _SEP:58
RBRACE:273 _SEP:273
RBRACE:57 _SEP:57
FOR>316 GATE>21 NAME>79 RBRACE>531 assign>320 gate>321 inner_loop>322 ref>323 step>532
RBRACE:53 _SEP:53
RBRACE:52 _SEP:52
FOR>316 GATE>21 NAME>79 RBRACE>533 assign>320 gate>321 inner_loop>322 ref>323 step>532
RBRACE:56 _SEP:56
RBRACE:274 _SEP:274
RBRACE:51 _SEP:51"""
